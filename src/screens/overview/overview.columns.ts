import {type Finding, type FindingSeverity, findingKey} from '../../health/finding.ts';
import type {Handling} from '../../health/handling.ts';
import {knownBeginning} from '../../health/known-beginning.ts';
import {formatMoment} from '../../ui/format.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {handlingWord} from '../handling-word.ts';
import {targetOf} from './finding-target.ts';

const ranks: Readonly<Record<FindingSeverity, number>> = {critical: 0, warning: 1, unknown: 2};

export const rowKey = (finding: Finding) => findingKey(finding);

/** The columns of the findings; `now` is of the server's clock, when it was looked at. */
export function findingColumns(
  theme: Theme,
  {now, firstLookAt}: {now: Date; firstLookAt: Date | null},
  handling: ReadonlyMap<string, Handling> = new Map(),
): readonly Column<Finding>[] {
  return [
    {
      id: 'severity',
      title: 'SEVERITY',
      priority: 0,
      min: 10,
      cell: ({severity}) => [statusSegment(theme, severity, severity.toUpperCase())],
      sortValue: ({severity}) => ranks[severity],
    },
    {
      id: 'finding',
      title: 'FINDING',
      priority: 0,
      min: 24,
      grow: true,
      cell: finding => `${handlingWord(handling.get(rowKey(finding)))}${messageOf(finding)}`,
      sortValue: ({object}) => object,
    },
    {
      id: 'since',
      title: 'SINCE',
      priority: 1,
      min: 9,
      max: 17,
      cell: finding => formatMoment(knownBeginning(finding, firstLookAt), now),
      sortValue: finding => knownBeginning(finding, firstLookAt)?.getTime() ?? null,
    },
    {
      id: 'go',
      title: 'GO',
      priority: 0,
      min: 3,
      cell: finding => [{text: `${theme.glyphs.arrow} ${targetOf(finding).number}`, tone: 'accent'}],
    },
  ];
}

/** Findings on jobs leave the name to their column, which there is none of here. */
function messageOf({object, message}: Finding): string {
  return message.includes(object) ? message : `${object}: ${message}`;
}

export function textOfFinding({severity, object, message, id}: Finding): string {
  return `${severity} ${object} ${message} ${id}`;
}
