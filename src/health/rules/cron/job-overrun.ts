import {nextFire} from '../../../cron/fires.ts';
import type {Rule} from '../../rule.ts';
import {isOpen} from '../../run-status.ts';
import type {JobSnapshot} from '../../snapshot/cron.ts';
import {spanWords} from '../wording.ts';
import {eachJobWithHistory, type JobContext, type JobFinding} from './about-cron.ts';

/** A start a moment before its minute still belongs to that minute. */
const toleranceMs = 1000;

/** It takes longer than the time to its next fire, so that fires queue up. */
export const jobOverrun: Rule = {
  id: 'cron.job-overrun',
  area: 'cron',
  title: 'runs end before the next one is due',
  source: 'pg_cron queues the fires of a running job without limit, and runs them back to back',
  silencedOnObjectBy: ['cron.job-stuck'],
  check: input =>
    eachJobWithHistory(input, (job, context) => findLongRun(job, context) ?? findBacklog(job, context)),
};

function findLongRun({runs: [newest]}: JobSnapshot, {timing, now}: JobContext): JobFinding | null {
  if (!newest?.startedAt || timing.schedule?.kind !== 'cron' || timing.problem !== null) return null;
  if (isOpen(newest.status) ? newest.status !== 'running' : newest.endedAt === null) return null;
  const next = nextFire(timing.schedule, new Date(newest.startedAt.getTime() + toleranceMs), timing.options);
  const until = newest.endedAt ?? now;
  if (next === null || until <= next) return null;
  const tookMs = until.getTime() - newest.startedAt.getTime();
  return {
    severity: 'warning',
    message: `${newest.endedAt === null ? 'has run' : 'ran'} for ${spanWords(tookMs)}, past its next fire: fires queue up`,
    remedy: 'Make it quicker, or schedule it less often: SELECT cron.alter_job(…, schedule => …);',
    since: next,
  };
}

/** Begun right after the run before it, and not on a minute. */
function findBacklog({runs: [newest, before]}: JobSnapshot, {timing}: JobContext): JobFinding | null {
  if (!newest?.startedAt || !before?.endedAt || timing.schedule?.kind !== 'cron') return null;
  const gapMs = newest.startedAt.getTime() - before.endedAt.getTime();
  const intoMinuteMs = newest.startedAt.getTime() % 60_000;
  if (gapMs < 0 || gapMs > 1000 || intoMinuteMs < 2000) return null;
  return {
    severity: 'warning',
    message:
      'began right after the run before it, off its minute: fires were queued and are run back to back',
    remedy: 'Make it quicker, or schedule it less often; pausing and resuming it forgets what is queued.',
    since: newest.startedAt,
  };
}
