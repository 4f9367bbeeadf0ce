import {useMemo} from 'react';
import {countedGaps} from '../../app/events/event-store.ts';
import type {Gap} from '../../app/events/tail-event.ts';
import {useLive} from '../../app/live/use-live.ts';
import {countMissedSubmissions} from '../../queries/count-missed-submissions.ts';
import {listLabels} from '../../queries/list-labels.ts';
import {usePipelineMissing} from '../pipeline.tsx';
import type {Labels} from './describe-event.ts';
import type {Missed} from './rule-line.ts';

/** Names change rarely. */
const labelsEveryMs = 60_000;
/** A gap is counted again a few times: transactions that began in it may commit later. */
const gapsEveryMs = 30_000;

/** While nothing is heard the server is asked at the usual pace, so that a lost link is known to be one. */
export function useLabels(hears: boolean): Labels {
  const missing = usePipelineMissing();
  const answer = useLive(listLabels, missing ? null : {}, {everyMs: hears ? labelsEveryMs : 0});
  return useMemo(
    () =>
      new Map(
        answer.status === 'ready' ? answer.rows.map(({kind, id, label}) => [`${kind} ${id}`, label]) : [],
      ),
    [answer],
  );
}

/** The latest gaps, by the server's clock, as the question takes them. */
export function gapsToCount(gaps: readonly Gap[]): {from: Date; to: Date; heard: readonly number[]}[] {
  return gaps
    .slice(-countedGaps)
    .map(({serverFrom, serverTo, heard}) => ({from: serverFrom, to: serverTo, heard}));
}

/** What the outbox says of each gap, by the key of the gap. */
export function useMissed(gaps: readonly Gap[]): Missed {
  const missing = usePipelineMissing();
  const params = missing || gaps.length === 0 ? null : {gaps: gapsToCount(gaps)};
  const answer = useLive(countMissedSubmissions, params, {everyMs: gapsEveryMs});
  return useMemo(() => {
    const counted = gaps.slice(-countedGaps);
    const counts = answer.status === 'ready' ? answer.rows : [];
    return new Map(
      counts.flatMap(({nth, missed_count}) => {
        const gap = counted[nth - 1];
        return gap ? [[gap.key, missed_count]] : [];
      }),
    );
  }, [answer, gaps]);
}
