import type {Finding} from '../../health/finding.ts';
import {findingKey} from '../../health/finding.ts';
import type {Handling} from '../../health/handling.ts';
import type {Report, Silenced, UncheckedRule} from '../../health/judge.ts';
import {knownBeginning} from '../../health/known-beginning.ts';
import type {Rule} from '../../health/rule.ts';

/** A line of the list: something wrong, something that cannot be seen, or all that is well. */
export type DoctorRow =
  | {
      readonly kind: 'finding';
      readonly key: string;
      readonly finding: Finding;
      /** When it began, where that is known. */
      readonly since: Date | null;
      /** What only follows from it. */
      readonly consequences: readonly Silenced[];
      /** What people said to it. */
      readonly handling: Handling | undefined;
    }
  | {
      readonly kind: 'unchecked';
      readonly key: string;
      /** All for the same reason. */
      readonly rules: readonly Rule[];
      readonly why: string;
      readonly remedy: string;
    }
  | {readonly kind: 'passed'; readonly key: string; readonly rules: readonly Rule[]};

/** Worst first, then what cannot be seen, then all that is well on one line. */
export function doctorRows(
  report: Report,
  rules: readonly Rule[],
  handling: ReadonlyMap<string, Handling> = new Map(),
): readonly DoctorRow[] {
  const consequences = Map.groupBy(report.silenced, ({by}) => findingKey(by));
  const passed = rules.filter(({id}) => report.passed.includes(id));
  return [
    ...report.findings.map(
      (finding): DoctorRow => ({
        kind: 'finding',
        key: findingKey(finding),
        finding,
        since: knownBeginning(finding, report.memory.firstLookAt),
        consequences: consequences.get(findingKey(finding)) ?? [],
        handling: handling.get(findingKey(finding)),
      }),
    ),
    ...groupUnchecked(report.unchecked),
    ...(passed.length === 0 ? [] : [{kind: 'passed', key: 'passed', rules: passed} as const]),
  ];
}

/** Many rules want for the same right: one line asks for it once. */
function groupUnchecked(unchecked: readonly UncheckedRule[]): DoctorRow[] {
  const reasons = Map.groupBy(unchecked, ({why, remedy}) => `${why}\n${remedy}`);
  return [...reasons].flatMap(([key, group]) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        kind: 'unchecked',
        key: `unchecked ${key}`,
        rules: group.map(({rule}) => rule),
        why: first.why,
        remedy: first.remedy,
      } as const,
    ];
  });
}

/** What `y` copies; null where there is nothing to do. */
export function remedyOf(row: DoctorRow): string | null {
  if (row.kind === 'passed') return null;
  const remedy = row.kind === 'finding' ? row.finding.remedy : row.remedy;
  return remedy === '' ? null : remedy;
}

export function isKnownFault(row: DoctorRow): boolean {
  return row.kind === 'finding' && row.finding.severity !== 'unknown';
}

/** What a filter is tried on. */
export function textOfRow(row: DoctorRow): string {
  switch (row.kind) {
    case 'finding': {
      const {severity, object, message, id, remedy} = row.finding;
      return `${severity} ${object} ${message} ${id} ${remedy}`;
    }
    case 'unchecked':
      return `unknown unchecked ${row.why} ${row.remedy} ${row.rules.map(({title}) => title).join(' ')}`;
    case 'passed':
      return `passed ${row.rules.map(({title}) => title).join(' ')}`;
  }
}
