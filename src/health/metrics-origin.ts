import {valueOr} from './known.ts';
import type {TwinsSnapshot} from './snapshot/pipeline.ts';
import type {Snapshot} from './snapshot.ts';

/** What is read where nobody chooses, and up to when it shows what happened. */
export interface MetricsOrigin {
  readonly source: 'live' | 'scheduled';
  /** By the server's clock; null where it is not known. */
  readonly dataFrom: Date | null;
  readonly ageMs: number | null;
}

/** The live twins answer once they are filled, and are the better answer while they are no older than the views. */
export function isCurrent({
  isComplete,
  shownUntil,
  viewsFrom,
}: Pick<TwinsSnapshot, 'isComplete' | 'shownUntil' | 'viewsFrom'>): boolean {
  return isComplete && (viewsFrom === null || shownUntil >= viewsFrom);
}

/** Null where there is no pipeline, or nothing is known of it. */
export function metricsOrigin({pipeline, views, serverNow}: Snapshot): MetricsOrigin | null {
  const installation = pipeline.known ? valueOr(pipeline.value.installation, null) : null;
  if (installation === null) return null;
  const {twins} = installation;
  if (twins && isCurrent(twins)) return originAt('live', twins.shownUntil, twins.seenAt);
  const starts = (views.known ? views.value : []).flatMap(({isPipeline, log}) =>
    isPipeline ? (log?.dataFrom ?? []) : [],
  );
  const oldest = starts.reduce<Date | null>(
    (before, start) => (before && before < start ? before : start),
    null,
  );
  return originAt('scheduled', oldest, serverNow);
}

function originAt(source: MetricsOrigin['source'], dataFrom: Date | null, now: Date): MetricsOrigin {
  return {source, dataFrom, ageMs: dataFrom && Math.max(0, now.getTime() - dataFrom.getTime())};
}
