import type {TwinStateRow} from './twin-state.ts';

/** The live twins, which follow events, or the views, which are refreshed by schedule. */
export type MetricSource = 'live' | 'scheduled';

/** Which of the two is read, and up to when it shows what happened, by the server's clock. */
export interface Reading {
  readonly source: MetricSource;
  /** Older installations have no twins, and then no choice. */
  readonly hasTwins: boolean;
  /** Null where it is not known. */
  readonly dataFrom: Date | null;
  readonly serverNow: Date | null;
}

export const withoutTwins: Reading = {source: 'scheduled', hasTwins: false, dataFrom: null, serverNow: null};

/** The twins where they are filled and no older than the views, as they are while a worker is at work. */
export function chooseSource(state: TwinStateRow, wanted: MetricSource | undefined): Reading {
  const {is_complete, shown_until, scheduled_from} = state;
  const isCurrent = is_complete && (scheduled_from === null || shown_until >= scheduled_from);
  const source = wanted ?? (isCurrent ? 'live' : 'scheduled');
  const dataFrom = source === 'live' ? (is_complete ? shown_until : null) : scheduled_from;
  return {source, hasTwins: true, dataFrom, serverNow: state.server_now};
}
