import {nextFire} from '../cron/fires.ts';
import {parseSchedule, type Schedule} from '../cron/schedule.ts';

/** What a job is found to be; the worst that applies. */
export type JobState =
  | 'OK'
  | 'RUNNING'
  | 'LATE'
  | 'MISSED'
  | 'FAILING'
  | 'PAUSED'
  | 'NEVER-RAN'
  | 'NEVER-FIRES'
  | 'UNKNOWN';

export type Severity = 'ok' | 'warning' | 'critical' | 'unknown';

/** What is known of a job at one moment, all times by the server's clock. */
export interface JobFacts {
  readonly schedule: string;
  readonly active: boolean;
  /** The status of the newest run, or null where there is none. */
  readonly status: string | null;
  readonly startedAt: Date | null;
  /** Failed runs since the last good one. */
  readonly failureStreak: number;
  readonly now: Date;
  readonly zone: string;
}

export interface JobVerdict {
  readonly state: JobState;
  readonly severity: Severity;
  /** Failures in a row, or fires missed; null where the state has no number. */
  readonly count: number | null;
  readonly nextFireAt: Date | null;
  /** Why the schedule cannot be read. */
  readonly scheduleProblem: string | null;
}

/** pg_cron starts a job within 50 ms of its minute (measured); what has not begun after this is not late but missed. */
const graceMs = 90_000;
const clockSlackMs = 1000;

const openStatuses: ReadonlySet<string> = new Set(['starting', 'connecting', 'sending', 'running']);

/** The verdict on one job. */
export function judgeJob(facts: JobFacts): JobVerdict {
  const {now, zone, startedAt} = facts;
  let schedule: Schedule;
  try {
    schedule = parseSchedule(facts.schedule);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      state: 'NEVER-FIRES',
      severity: 'critical',
      count: null,
      nextFireAt: null,
      scheduleProblem: reason,
    };
  }
  const options = {zone, ...(startedAt ? {lastStart: startedAt} : {})};
  const nextFireAt = facts.active ? nextFire(schedule, now, options) : null;
  const verdict = (state: JobState, severity: Severity, count: number | null = null): JobVerdict => ({
    state,
    severity,
    count,
    nextFireAt,
    scheduleProblem: null,
  });

  if (!facts.active) return verdict('PAUSED', 'ok');
  if (facts.status !== null && openStatuses.has(facts.status)) return verdict('RUNNING', 'ok');
  if (facts.failureStreak > 0) return verdict('FAILING', 'critical', facts.failureStreak);
  if (schedule.kind === 'cron' && nextFireAt === null) return verdict('NEVER-FIRES', 'warning');
  if (facts.status === null) return verdict('NEVER-RAN', 'unknown');
  if (startedAt && schedule.kind === 'cron') {
    // A start a moment before its minute still belongs to that minute: clocks are read at different times.
    const due = nextFire(schedule, new Date(startedAt.getTime() + clockSlackMs), options);
    if (due && due <= now) {
      return now.getTime() - due.getTime() < graceMs
        ? verdict('LATE', 'warning')
        : verdict('MISSED', 'critical');
    }
  }
  return verdict('OK', 'ok');
}
