import type {Finding, FindingSeverity} from './finding.ts';
import {isHistoryOutOfReach} from './history-reach.ts';
import {timingOf} from './job-timing.ts';
import {isOpen} from './run-status.ts';
import type {CronSnapshot, JobSnapshot} from './snapshot/cron.ts';

/** What a job is found to be; the worst that applies. */
export type JobState =
  | 'OK'
  | 'RUNNING'
  | 'LATE'
  | 'MISSED'
  | 'FAILING'
  | 'STUCK'
  | 'ORPHAN'
  | 'OVERRUN'
  | 'PAUSED'
  | 'NEVER-RAN'
  | 'NEVER-FIRES'
  | 'UNKNOWN';

export type Severity = 'ok' | FindingSeverity;

export interface JobVerdict {
  readonly state: JobState;
  readonly severity: Severity;
  /** Failures in a row, or fires missed; null where the state has no number. */
  readonly count: number | null;
  /** Worst first; those that only follow from something else are among them. */
  readonly findings: readonly Finding[];
  /** Null for a job that is paused or never fires. */
  readonly nextFireAt: Date | null;
  /** Why the schedule cannot be read. */
  readonly scheduleProblem: string | null;
}

/** The rules whose findings are states, the one that says most first. */
const statesByRule: ReadonlyMap<string, JobState> = new Map([
  ['cron.job-inactive', 'PAUSED'],
  ['cron.job-never-fires', 'NEVER-FIRES'],
  ['cron.job-orphan-row', 'ORPHAN'],
  ['cron.job-stuck', 'STUCK'],
  ['cron.job-role-missing', 'FAILING'],
  ['cron.job-role-nologin', 'FAILING'],
  ['cron.job-database-missing', 'FAILING'],
  ['cron.job-connection-failed', 'FAILING'],
  ['cron.job-no-worker-slot', 'FAILING'],
  ['cron.job-failing', 'FAILING'],
  ['cron.job-missed', 'MISSED'],
  ['cron.job-orphan-backend', 'ORPHAN'],
  ['cron.job-overrun', 'OVERRUN'],
  ['cron.job-late', 'LATE'],
  ['cron.job-never-ran', 'NEVER-RAN'],
]);
const places = new Map([...statesByRule.keys()].map((id, index) => [id, index]));

const severityRanks: Readonly<Record<Severity, number>> = {critical: 0, warning: 1, unknown: 2, ok: 3};

export function compareSeverity(one: Severity, other: Severity): number {
  return severityRanks[one] - severityRanks[other];
}

/** The verdict on one job, from all that the rules found about it. */
export function summariseJob(
  job: JobSnapshot,
  cron: CronSnapshot,
  findings: readonly Finding[],
  now: Date,
): JobVerdict {
  const timing = timingOf(job, cron, now);
  const stated = findings
    .filter(({id}) => statesByRule.has(id))
    .sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))[0];
  const worst = [...findings].sort((one, other) => compareSeverity(one.severity, other.severity));
  const state = (stated && statesByRule.get(stated.id)) ?? unremarkableState(job, cron);
  const isUnseen = state === 'UNKNOWN' || state === 'NEVER-RAN';
  return {
    state,
    severity: worst[0]?.severity ?? (isUnseen ? 'unknown' : 'ok'),
    count: stated?.count ?? null,
    findings: worst,
    nextFireAt: job.isActive ? timing.nextFireAt : null,
    scheduleProblem: timing.problem,
  };
}

/** A job that no rule objects to. Without its runs in sight that means nothing. */
function unremarkableState({runs}: JobSnapshot, cron: CronSnapshot): JobState {
  if (cron.settings.known && !cron.settings.value.logsRuns) return 'UNKNOWN';
  const [newest] = runs;
  if (newest === undefined) return isHistoryOutOfReach(cron) ? 'UNKNOWN' : 'NEVER-RAN';
  return isOpen(newest.status) ? 'RUNNING' : 'OK';
}
