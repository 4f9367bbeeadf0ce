import {type JobTiming, timingOf} from '../../job-timing.ts';
import type {JobMemory} from '../../memory.ts';
import type {RuleFinding, RuleInput, Unchecked} from '../../rule.ts';
import type {CronSnapshot, JobSnapshot} from '../../snapshot/cron.ts';

/** What is found about a job; which job it is, is added. */
export type JobFinding = Omit<RuleFinding, 'object' | 'jobId'>;

export interface JobContext extends RuleInput {
  readonly cron: CronSnapshot;
  readonly now: Date;
  readonly timing: JobTiming;
  readonly remembered: JobMemory | undefined;
}

type Findings = readonly RuleFinding[] | Unchecked;

/** At most one finding on pg_cron as a whole. */
export function aboutCron(
  {snapshot}: RuleInput,
  find: (cron: CronSnapshot) => RuleFinding | Unchecked | null,
): Findings {
  if (!snapshot.cron.known) return {unchecked: snapshot.cron.why, remedy: snapshot.cron.remedy};
  const found = find(snapshot.cron.value);
  if (found === null) return [];
  return 'unchecked' in found ? found : [found];
}

/** The findings on each job, or why the jobs cannot be seen. */
export function eachJob(
  input: RuleInput,
  find: (job: JobSnapshot, context: JobContext) => JobFinding | null,
): Findings {
  const {snapshot, memory} = input;
  if (!snapshot.cron.known) return {unchecked: snapshot.cron.why, remedy: snapshot.cron.remedy};
  const cron = snapshot.cron.value;
  if (!cron.jobs.known) return {unchecked: cron.jobs.why, remedy: cron.jobs.remedy};
  const now = snapshot.serverNow;
  return cron.jobs.value.flatMap(job => {
    const timing = timingOf(job, cron, now);
    const found = find(job, {...input, cron, now, timing, remembered: memory.jobs.get(job.jobId)});
    return found === null ? [] : [{...found, object: job.name, jobId: job.jobId}];
  });
}

/** As `eachJob`, where the history of runs is needed and may be switched off. */
export function eachJobWithHistory(
  input: RuleInput,
  find: (job: JobSnapshot, context: JobContext) => JobFinding | null,
): Findings {
  const {cron} = input.snapshot;
  if (cron.known && cron.value.settings.known && !cron.value.settings.value.logsRuns) {
    return {
      unchecked: 'cron.log_run is off: runs leave no trace.',
      remedy: 'ALTER SYSTEM SET cron.log_run = on;',
    };
  }
  return eachJob(input, find);
}

/** A list of names for a sentence: the first three, and how many more. */
export function nameSome(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
