import process from 'node:process';
import type {Connection} from '../config/connection.ts';
import {openClient} from '../db/client.ts';
import {type BackfillResult, backfill} from '../pipeline/backfill.ts';
import {fillTwins, type TwinsFilled} from '../pipeline/fill-twins.ts';
import {findPipeline} from '../pipeline/find-pipeline.ts';
import type {LoadLimits} from '../pipeline/load-watch.ts';
import {openThrottle} from '../pipeline/throttle.ts';
import {formatAge} from '../ui/format.ts';
import {asciiGlyphs, unicodeGlyphs} from '../ui/glyphs.ts';
import {cancelOnSignals} from './cancel-on-signals.ts';
import {describeWait, isLimited} from './load-limits.ts';
import {readUsualDurations, showProgress} from './refresh-progress.ts';
import {describeOutcome, toRefreshJson} from './refresh-report.ts';
import {withOwnerRights} from './rights-error.ts';

export interface RunBackfillOptions {
  readonly connection: Connection;
  readonly schema: string;
  readonly format: 'text' | 'json';
  readonly ascii: boolean;
  /** Beyond which it waits between one view or challenge and the next. */
  readonly limits?: LoadLimits;
}

/** `lanewatch backfill`: gives the exit code, 1 when something is left to do. */
export async function runBackfill(options: RunBackfillOptions): Promise<number> {
  const {connection, schema, format, ascii, limits = {}} = options;
  const client = openClient(connection, {applicationName: 'lanewatch backfill', max: 1, schema});
  const {signal, release} = cancelOnSignals();
  try {
    await findPipeline(client, schema, 'There is nothing to build');
    const progress = showProgress(
      process.stderr,
      await readUsualDurations(client),
      ascii ? asciiGlyphs : unicodeGlyphs,
    );
    const throttle = await openThrottle(client, limits, {
      signal,
      onWait(reason) {
        progress.clear();
        process.stderr.write(`${describeWait(reason, limits)}\n`);
      },
      onNoStandby: () =>
        process.stderr.write('No standby is connected: --max-lag waits for none until one is.\n'),
      onGoOn: waitedMs => process.stderr.write(`Going on after ${formatAge(waitedMs)}.\n`),
    });
    const result = await withOwnerRights('refresh', () =>
      backfill(client, {
        signal,
        ready: throttle.ready,
        onStart: progress.begin,
        onEnd(outcome) {
          progress.clear();
          if (format === 'text') process.stdout.write(`${describeOutcome(outcome)}\n`);
          // Another session is at it: the line goes on while it is waited for.
          if (outcome.status === 'skipped' && outcome.error === null) progress.begin(outcome.viewName);
        },
      }),
    ).finally(progress.clear);
    const twins = await fillTwins(client, {
      signal,
      ...(isLimited(limits) ? {ready: throttle.ready} : {}),
      onProgress: (done, total) => progress.show(`computing the live twins: ${done} of ${total} challenges`),
    }).finally(progress.clear);
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(toJson(result, twins, throttle.waitedMs()))}\n`
        : describe(result) + (twins === null ? '' : describeTwins(twins)),
    );
    return result.isComplete && twins?.isComplete !== false ? 0 : 1;
  } finally {
    release();
    await client.end({timeout: 1});
  }
}

function toJson(result: BackfillResult, twins: TwinsFilled | null, waitedMs: number) {
  return {
    complete: result.isComplete,
    scored: result.scoredCount,
    malformed: result.malformedCount,
    refreshes: result.outcomes.map(toRefreshJson),
    waitedMs: Math.round(waitedMs),
    twins: twins && {
      complete: twins.isComplete,
      computed: twins.computedCount,
      failed: twins.failedCount,
      error: twins.error,
    },
  };
}

function describe({isComplete, scoredCount, malformedCount}: BackfillResult): string {
  if (!isComplete)
    return 'Not everything could be built; run lanewatch backfill again when the cause is gone.\n';
  const count = (n: number) => n.toLocaleString('en-GB');
  return `Everything is built from ${count(scoredCount)} scored submissions; ${count(malformedCount)} of them hold malformed scores, which are left out.\n`;
}

function describeTwins({computedCount, failedCount, error, isComplete}: TwinsFilled): string {
  const computed = `${computedCount.toLocaleString('en-GB')} challenges were computed in the live twins`;
  if (isComplete) return `${computed}; none is left.\n`;
  const failed = error === null ? '' : ` ${failedCount} failed and will be tried again, the latest ${error}.`;
  return `${computed}; some are left.${failed}\n`;
}
