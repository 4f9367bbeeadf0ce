import {type Finding, findingKey} from './finding.ts';
import {compareSeverity, type JobVerdict, summariseJob} from './job-verdict.ts';
import {jobsOf, type Memory, remember} from './memory.ts';
import type {Rule} from './rule.ts';
import type {Snapshot} from './snapshot.ts';
import type {Thresholds} from './thresholds.ts';

/** A finding that only follows from another one, which follows from nothing itself. */
export interface Silenced {
  readonly finding: Finding;
  readonly by: Finding;
  /** From what it follows at once to `by`, from which all of it follows. */
  readonly causes: readonly Finding[];
}

/** A rule that could not look. */
export interface UncheckedRule {
  readonly rule: Rule;
  readonly why: string;
  readonly remedy: string;
}

export interface Report {
  /** Worst first, then by area and object. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly Silenced[];
  /** The ids of the rules that looked and found nothing. */
  readonly passed: readonly string[];
  readonly unchecked: readonly UncheckedRule[];
  readonly jobs: ReadonlyMap<number, JobVerdict>;
  /** For the next look. */
  readonly memory: Memory;
  /** Where one look cannot tell, when to look again; null where nothing is in doubt. */
  readonly lookAgainMs: number | null;
}

/** Turns what was seen into what is wrong. `memory` is what the look before gave back, or `emptyMemory()`. */
export function judge(
  snapshot: Snapshot,
  memory: Memory,
  thresholds: Thresholds,
  rules: readonly Rule[],
): Report {
  const now = remember(memory, snapshot);
  const found: Finding[] = [];
  const passed: string[] = [];
  const unchecked: UncheckedRule[] = [];
  for (const rule of rules) {
    const result = rule.check({snapshot, memory: now, thresholds});
    if ('unchecked' in result) {
      unchecked.push({rule, why: result.unchecked, remedy: result.remedy});
    } else if (result.length === 0) {
      passed.push(rule.id);
    } else {
      for (const finding of result) found.push({...finding, id: rule.id, area: rule.area});
    }
  }
  const findingsSince = new Map(
    found.map(each => {
      const key = findingKey(each);
      const known = earliest(memory.findingsSince.get(key), snapshot.knownSince?.get(key));
      return [key, known ?? snapshot.serverNow] as const;
    }),
  );
  const dated = found.map(each => ({
    ...each,
    since: each.since ?? findingsSince.get(findingKey(each)) ?? null,
  }));
  const {findings, silenced} = silence(dated, rules);
  return {
    findings: findings.sort(compareFindings),
    silenced,
    passed,
    unchecked,
    jobs: summariseJobs(snapshot, dated),
    memory: {...now, findingsSince},
    lookAgainMs: needsSecondLook(now) ? thresholds.schedulerAbsenceMs + 100 : null,
  };
}

function earliest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

function silence(
  found: readonly Finding[],
  rules: readonly Rule[],
): {findings: Finding[]; silenced: Silenced[]} {
  const byRule = Map.groupBy(found, ({id}) => id);
  const ruleOf = new Map(rules.map(rule => [rule.id, rule]));
  const onObject = new Map(found.map(each => [`${each.id} ${objectKey(each)}`, each]));
  const causeOf = (finding: Finding): Finding | undefined => {
    const {silencedBy = [], silencedOnObjectBy = []} = ruleOf.get(finding.id) ?? {};
    const general = [...silencedBy, ...(finding.followsFrom ?? [])].map(id => byRule.get(id)?.[0]);
    const own = silencedOnObjectBy.map(id => onObject.get(`${id} ${objectKey(finding)}`));
    return [...general, ...own].find(each => each !== undefined);
  };
  const findings: Finding[] = [];
  const silenced: Silenced[] = [];
  for (const finding of found) {
    const causes = causesOf(finding, causeOf);
    const by = causes.at(-1);
    if (by === undefined) findings.push(finding);
    else silenced.push({finding, by, causes});
  }
  return {findings, silenced};
}

function causesOf(finding: Finding, causeOf: (finding: Finding) => Finding | undefined): Finding[] {
  const causes: Finding[] = [];
  let cause = causeOf(finding);
  while (cause !== undefined && cause !== finding && !causes.includes(cause)) {
    causes.push(cause);
    cause = causeOf(cause);
  }
  return causes;
}

function objectKey({object, jobId}: Finding): string {
  return jobId === undefined ? object : `job ${jobId}`;
}

function summariseJobs(snapshot: Snapshot, findings: readonly Finding[]): ReadonlyMap<number, JobVerdict> {
  if (!snapshot.cron.known) return new Map();
  const cron = snapshot.cron.value;
  const byJob = Map.groupBy(findings, ({jobId}) => jobId);
  return new Map(
    jobsOf(snapshot).map(job => [
      job.jobId,
      summariseJob(job, cron, byJob.get(job.jobId) ?? [], snapshot.serverNow),
    ]),
  );
}

/** A scheduler that is not there may be between two lives; numbers may be drawn while we look. */
function needsSecondLook({lookCount, scheduler, sequenceBehindLooks}: Memory): boolean {
  return lookCount === 1 && (scheduler.absentSince !== null || sequenceBehindLooks > 0);
}

function compareFindings(one: Finding, other: Finding): number {
  return (
    compareSeverity(one.severity, other.severity) ||
    compareText(one.area, other.area) ||
    compareText(one.object, other.object) ||
    compareText(one.id, other.id)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
