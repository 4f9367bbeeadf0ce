import process from 'node:process';
import type {Connection} from '../config/connection.ts';
import {UsageError} from '../config/usage-error.ts';
import {type Client, openClient} from '../db/client.ts';
import {findPipeline} from '../pipeline/find-pipeline.ts';
import {readPipelineViews} from '../pipeline/outbox.ts';
import {refreshViews} from '../pipeline/refresh-views.ts';
import {orderViews, type PipelineView} from '../pipeline/view-order.ts';
import {asciiGlyphs, unicodeGlyphs} from '../ui/glyphs.ts';
import {cancelOnSignals} from './cancel-on-signals.ts';
import {readUsualDurations, showProgress} from './refresh-progress.ts';
import {describeOutcome, toRefreshJson} from './refresh-report.ts';
import {withOwnerRights} from './rights-error.ts';
import {suggest} from './suggest.ts';

export interface RunRefreshOptions {
  readonly connection: Connection;
  readonly schema: string;
  /** Of each refresh; 0 means none. */
  readonly statementTimeoutMs: number;
  /** None means all. */
  readonly viewNames: readonly string[];
  readonly format: 'text' | 'json';
  readonly ascii: boolean;
}

/** `lanewatch refresh`: gives the exit code, 1 when a view could not be refreshed. */
export async function runRefresh(options: RunRefreshOptions): Promise<number> {
  const {connection, schema, statementTimeoutMs, viewNames} = options;
  const client = openClient(connection, {
    applicationName: 'lanewatch refresh',
    max: 1,
    schema,
    statementTimeoutMs,
  });
  const {signal, release} = cancelOnSignals();
  try {
    await findPipeline(client, schema, 'There is nothing to refresh');
    const views = chooseViews(await withOwnerRights('refresh', () => readPipelineViews(client)), viewNames);
    const outcomes = await refreshWithProgress(client, views, signal, options);
    if (options.format === 'json') process.stdout.write(`${JSON.stringify(outcomes.map(toRefreshJson))}\n`);
    const isGood = outcomes.every(({status, error}) => status !== 'failed' && error === null);
    return isGood ? 0 : 1;
  } finally {
    release();
    await client.end({timeout: 1});
  }
}

async function refreshWithProgress(
  client: Client,
  views: readonly PipelineView[],
  signal: AbortSignal,
  {format, ascii}: RunRefreshOptions,
) {
  const progress = showProgress(
    process.stderr,
    await readUsualDurations(client),
    ascii ? asciiGlyphs : unicodeGlyphs,
  );
  try {
    return await refreshViews(client, views, {
      signal,
      onStart: progress.begin,
      onEnd(outcome) {
        progress.clear();
        if (format === 'text') process.stdout.write(`${describeOutcome(outcome)}\n`);
      },
    });
  } finally {
    progress.clear();
  }
}

/** Those named, or all, in dependency order. Throws `UsageError` for a name that is no pipeline view. */
export function chooseViews(
  views: readonly PipelineView[],
  viewNames: readonly string[],
): readonly PipelineView[] {
  const names = views.map(({viewName}) => viewName);
  for (const given of viewNames) {
    if (names.includes(given)) continue;
    throw new UsageError(
      `There is no pipeline view ${JSON.stringify(given)}.`,
      suggest(given, names) ?? `Pipeline views are ${names.join(', ')}.`,
    );
  }
  return orderViews(views).filter(({viewName}) => viewNames.length === 0 || viewNames.includes(viewName));
}
