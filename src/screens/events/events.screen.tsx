import {useEffect, useMemo, useRef, useState, useSyncExternalStore} from 'react';
import {useNow} from '../../app/clock.ts';
import {usePace} from '../../app/pace.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell-actions.ts';
import {useKeys} from '../../app/use-keys.ts';
import {useList} from '../../app/use-list.ts';
import {useLive} from '../../app/use-live.ts';
import type {ListenEvent} from '../../db/listen-state.ts';
import {countMissedSubmissions} from '../../queries/count-missed-submissions.ts';
import {listLabels} from '../../queries/list-labels.ts';
import {eventsKeys} from './events.keys.ts';
import {describeEvent, type EventRow, type Gap} from './events.state.ts';
import {EventsView, eventColumns, eventKey} from './events.view.tsx';

/** Names change rarely. */
const labelsEveryMs = 60_000;
/** A gap is counted again a few times: transactions that began in it may commit later. */
const gapsEveryMs = 30_000;
const countedGaps = 20;

export function EventsScreen({width, height}: ScreenProps) {
  const {events, listener} = useServices();
  const {paused} = usePace();
  const shell = useShell();
  const now = useNow();
  const [showsPayload, setShowsPayload] = useState(false);
  const latest = useSyncExternalStore(events.subscribe, events.snapshot);
  const listening = useSyncExternalStore(listener.subscribe, listener.state);
  const [frozen, setFrozen] = useState<readonly ListenEvent[] | null>(null);
  useEffect(() => setFrozen(paused ? events.snapshot() : null), [paused, events]);
  const shown = frozen ?? latest;

  const gaps = useMemo(
    () => shown.filter((event): event is Gap => event.kind === 'gap').slice(-countedGaps),
    [shown],
  );
  const gapIds = gaps.map(({id}) => id).join();
  const labels = useLabels(listening.link === 'live');
  const missed = useMissed(gaps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: gaps are the same while their ids are.
  const rows = useMemo(
    () => shown.toReversed().map(event => describeEvent(event, labels, missed.get(event.id))),
    [shown, labels, missed, gapIds],
  );
  const list = useList<EventRow>({
    name: 'events',
    rows,
    columns: eventColumns,
    rowKey: eventKey,
    height: height - 1,
    textOf,
  });
  useTail(list.rows, list.state.selectedKey, list.select);

  useKeys(eventsKeys, {
    detail: {
      run: () => setShowsPayload(!showsPayload),
      disabled: list.selected ? undefined : 'no event is selected',
    },
    back: () => setShowsPayload(false),
    explain: () =>
      shell.explain({query: countMissedSubmissions, params: {gaps: gaps.map(({from, to}) => ({from, to}))}}),
  });
  return (
    <EventsView
      list={list}
      channels={listener.channels}
      listener={listening}
      totals={events.totals(now)}
      held={frozen === null ? null : latest.length - frozen.length}
      showsPayload={showsPayload}
      now={now}
      width={width}
      height={height}
    />
  );
}

/** While nothing is heard the server is asked at the usual pace, so that a lost link is known to be one. */
function useLabels(hears: boolean): ReadonlyMap<string, string> {
  const answer = useLive(listLabels, {}, {everyMs: hears ? labelsEveryMs : 0});
  return useMemo(
    () =>
      new Map(
        answer.status === 'ready' ? answer.rows.map(({kind, id, label}) => [`${kind} ${id}`, label]) : [],
      ),
    [answer],
  );
}

/** What the outbox says of each gap, by the id of the gap. */
function useMissed(gaps: readonly Gap[]): ReadonlyMap<number, number> {
  const params = gaps.length === 0 ? null : {gaps: gaps.map(({from, to}) => ({from, to}))};
  const answer = useLive(countMissedSubmissions, params, {everyMs: gapsEveryMs});
  return useMemo(() => {
    const counts = answer.status === 'ready' ? answer.rows : [];
    return new Map(
      counts.flatMap(({nth, missed_count}) =>
        gaps[nth - 1] ? [[gaps[nth - 1]?.id ?? 0, missed_count]] : [],
      ),
    );
  }, [answer, gaps]);
}

/** While the cursor is on the newest event it stays on the newest; anywhere else it stays on its event. */
function useTail(rows: readonly EventRow[], selectedKey: string | null, select: (key: string) => void): void {
  const newest = rows[0]?.key;
  const before = useRef(newest);
  useEffect(() => {
    if (newest !== undefined && newest !== before.current && selectedKey === (before.current ?? null))
      select(newest);
    before.current = newest;
  });
}

function textOf({channel, challenge, agent, what}: EventRow): string {
  return `${channel} ${challenge} ${agent} ${what}`;
}
