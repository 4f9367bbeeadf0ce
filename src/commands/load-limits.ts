import {parseDuration} from '../config/profile/duration.ts';
import {UsageError} from '../config/usage-error.ts';
import type {LoadLimits, Wait} from '../pipeline/load-watch.ts';
import {formatAge} from '../ui/format.ts';

/** What `--max-lag` and `--max-load` ask for. Throws `UsageError` where they cannot be kept. */
export function readLoadLimits(maxLag: unknown, maxLoad: unknown): LoadLimits {
  const maxLagMs = maxLag === undefined ? undefined : parseDuration(maxLag);
  if (maxLagMs === null || maxLagMs === 0)
    throw new UsageError('--max-lag is no span of time above 0.', 'Write it as 500ms, 10s or 2m.');
  if (maxLoad !== undefined && !(Number.isInteger(maxLoad) && Number(maxLoad) >= 1))
    throw new UsageError(
      '--max-load is out of range.',
      'It is how many other sessions may run statements, a whole number from 1.',
    );
  return {maxLagMs, maxLoad: maxLoad === undefined ? undefined : Number(maxLoad)};
}

export function isLimited({maxLagMs, maxLoad}: LoadLimits): boolean {
  return maxLagMs !== undefined || maxLoad !== undefined;
}

/** `Waiting: replica1 at 10.0.0.7 is 14 s behind, more than 10 s.` */
export function describeWait(wait: Wait, {maxLagMs, maxLoad}: LoadLimits): string {
  if (wait.kind === 'load')
    return `Waiting: ${wait.activeCount} other sessions run statements, more than ${maxLoad}.`;
  const {standby, lag} = wait;
  return lag.isAtLeast
    ? `Waiting: ${standby} is at least ${formatAge(lag.ms)} behind, and was before; it has to catch up.`
    : `Waiting: ${standby} is ${formatAge(lag.ms)} behind, more than ${formatAge(maxLagMs)}.`;
}
