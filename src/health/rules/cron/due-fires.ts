import {firesBetween} from '../../../cron/fires.ts';
import {valueOr} from '../../known.ts';
import {isOpen} from '../../run-status.ts';
import type {JobSnapshot} from '../../snapshot/cron.ts';
import type {JobContext} from './about-cron.ts';

/** The fires of a job that no run belongs to, as far as they can be told. */
export interface DueFires {
  /** Past the grace. */
  readonly missedCount: number;
  readonly firstMissedAt: Date | null;
  /** Still within the grace. */
  readonly lateSince: Date | null;
  /** Before the scheduler was started: nothing runs them any more. */
  readonly lostCount: number;
}

const nothing: DueFires = {missedCount: 0, firstMissedAt: null, lateSince: null, lostCount: 0};
/** More are counted as so many: the number says enough. */
const countedFires = 1000;
/** A start a moment before its minute still belongs to that minute. */
const toleranceMs = 1000;
/** A healthy start takes this at most; a job is not called late in between. */
const startMs = 2000;

/** A job that runs now, was never seen to run, or whose last start is not known, is not judged here. */
export function findDueFires(job: JobSnapshot, context: JobContext): DueFires {
  const {timing, cron, now, remembered, thresholds} = context;
  const [newest] = job.runs;
  if (!job.isActive || timing.schedule === null || newest === undefined || isOpen(newest.status))
    return nothing;
  const lastStart = newest.startedAt ?? job.begunBy ?? newest.endedAt;
  if (lastStart === null) return nothing;
  const schedulerStart = valueOr(cron.scheduler, null)?.startedAt ?? null;
  const servedFrom = latest(lastStart, remembered?.changedAt ?? null);
  const expectedFrom = latest(servedFrom, schedulerStart);
  const graceEnd = new Date(now.getTime() - thresholds.fireGraceMs);

  if (timing.schedule.kind === 'cron') {
    const from = new Date(expectedFrom.getTime() + toleranceMs);
    const fires = count(context, from, now);
    const missed = fires.filter(fire => fire <= graceEnd);
    const late = fires.find(fire => fire > graceEnd && now.getTime() - fire.getTime() > startMs);
    const lost =
      schedulerStart !== null && schedulerStart > servedFrom
        ? count(context, new Date(servedFrom.getTime() + toleranceMs), schedulerStart).length
        : 0;
    return {
      missedCount: missed.length,
      firstMissedAt: missed[0] ?? null,
      lateSince: missed.length === 0 ? (late ?? null) : null,
      lostCount: lost,
    };
  }
  const due = dueOnce(timing.schedule, latest(expectedFrom, newest.endedAt), lastStart, schedulerStart);
  if (due === null || now.getTime() - due.at.getTime() <= startMs) return nothing;
  if (due.at > graceEnd) return {...nothing, lateSince: due.at};
  const missedCount = Math.floor((now.getTime() - due.at.getTime()) / due.periodMs) + 1;
  return {...nothing, missedCount: Math.min(countedFires, missedCount), firstMissedAt: due.at};
}

/** When an interval or a `@reboot` job should have begun next. */
function dueOnce(
  schedule: NonNullable<JobContext['timing']['schedule']>,
  freeAt: Date,
  lastStart: Date,
  schedulerStart: Date | null,
): {at: Date; periodMs: number} | null {
  if (schedule.kind === 'interval') {
    const periodMs = schedule.seconds * 1000;
    return {at: latest(new Date(latest(lastStart, schedulerStart).getTime() + periodMs), freeAt), periodMs};
  }
  if (schedule.kind === 'reboot' && schedulerStart !== null && lastStart < schedulerStart)
    return {at: schedulerStart, periodMs: Number.POSITIVE_INFINITY};
  return null;
}

function count({timing, now}: JobContext, from: Date, to: Date): Date[] {
  const fires: Date[] = [];
  if (timing.schedule === null || timing.problem !== null) return fires;
  // A job that ran at its last fire is the usual case, and there may be thousands of them.
  if (timing.previousFireAt !== null && timing.previousFireAt <= from && to <= now) return fires;
  for (const fire of firesBetween(timing.schedule, from, to, timing.options)) {
    fires.push(fire);
    if (fires.length >= countedFires) break;
  }
  return fires;
}

function latest(one: Date, other: Date | null): Date {
  return other !== null && other > one ? other : one;
}
