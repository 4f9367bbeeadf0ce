import type {MetricChoice} from '../config/metric-choice.ts';
import {isCurrent} from '../health/metrics-origin.ts';
import type {TwinStateRow} from './twin-state.ts';

/** The live twins, which follow events, or the views, which are refreshed by schedule. */
export type MetricSource = 'live' | 'scheduled';

/** Which of the two is read, and up to when it shows what happened, by the server's clock. */
export interface Reading {
  readonly source: MetricSource;
  /** What was asked for. */
  readonly choice: MetricChoice;
  /** Older installations have no twins, and some roles no right to read them: then there is no choice. */
  readonly hasTwins: boolean;
  /** Why the views are read although the twins were chosen; null where they are not. */
  readonly whyNotLive: string | null;
  /** The twins were chosen, and the views are fresher. */
  readonly isOvertaken: boolean;
  /** Null where it is not known. */
  readonly dataFrom: Date | null;
  readonly serverNow: Date | null;
}

export const withoutTwins: Reading = readWithoutTwins('auto');

/** What an older installation has to read, whatever was chosen. */
export function readWithoutTwins(choice: MetricChoice): Reading {
  return {
    source: 'scheduled',
    choice,
    hasTwins: false,
    whyNotLive: choice === 'live' ? 'there are no live twins that this role may read' : null,
    isOvertaken: false,
    dataFrom: null,
    serverNow: null,
  };
}

/** How far the twins are, and the views. */
export type TwinProgress = Pick<
  TwinStateRow,
  'is_complete' | 'shown_until' | 'scheduled_from' | 'server_now'
>;

/**
 * Left to itself, the twins where they are filled and no older than the views, as they are while a worker is at work.
 * Whoever chose the twins gets them also when they lag, for their age is told; but half of the challenges is no answer,
 * so that the views stand in until the twins are filled.
 */
export function chooseSource(state: TwinProgress, choice: MetricChoice): Reading {
  const {is_complete, shown_until, scheduled_from} = state;
  const isAhead = isCurrent({isComplete: is_complete, shownUntil: shown_until, viewsFrom: scheduled_from});
  const isLive = choice === 'live' ? is_complete : choice === 'auto' && isAhead;
  return {
    source: isLive ? 'live' : 'scheduled',
    choice,
    hasTwins: true,
    whyNotLive: choice === 'live' && !is_complete ? 'the live twins are not filled yet' : null,
    isOvertaken: isLive && !isAhead,
    dataFrom: isLive ? shown_until : scheduled_from,
    serverNow: state.server_now,
  };
}
