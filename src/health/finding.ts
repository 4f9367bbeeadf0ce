/** How bad it is. What cannot be seen is `unknown`, never `ok`. */
export type FindingSeverity = 'warning' | 'critical' | 'unknown';

export type Area = 'cron' | 'views' | 'listen' | 'pipeline';

/** One thing wrong, the same in the monitor, `check`, `doctor` and alerts. */
export interface Finding {
  /** The rule's id, for example `cron.job-failing`; with the object it names the finding for good. */
  readonly id: string;
  readonly area: Area;
  readonly severity: FindingSeverity;
  /** What it is about: a job, a view, a setting. Untrusted text. */
  readonly object: string;
  /** One sentence, with figures. */
  readonly message: string;
  /** The SQL or the command that helps. */
  readonly remedy: string;
  /** Since when it is so, as far as is known. */
  readonly since: Date | null;
  /** The job it is about: two users may give their jobs the same name. */
  readonly jobId?: number;
  /** Failures in a row, fires missed: whatever is counted in the state of the object. */
  readonly count?: number;
  /** Rules that, here and now, make it a mere consequence: beside those that always do so for its rule. */
  readonly followsFrom?: readonly string[];
}

/** Names one finding across ticks, restarts and workers. */
export function findingKey({id, object, jobId}: Pick<Finding, 'id' | 'object' | 'jobId'>): string {
  return jobId === undefined ? `${id} ${object}` : `${id} ${jobId} ${object}`;
}
