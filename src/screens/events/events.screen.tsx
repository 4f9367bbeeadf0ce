import {useLayoutEffect, useMemo, useState, useSyncExternalStore} from 'react';
import type {Gap, TailEvent} from '../../app/events/tail-event.ts';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {usePace} from '../../app/live/pace.ts';
import {useRemembered} from '../../app/memory.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {countMissedSubmissions} from '../../queries/count-missed-submissions.ts';
import {formatTime} from '../../ui/format.ts';
import {createDescriber} from './describe-event.ts';
import {eventColumns, wrappedColumns, wrappedWidth} from './events.columns.ts';
import {eventsKeys} from './events.keys.ts';
import {EventsView, lineKey, tailHeight} from './events.view.tsx';
import {Payload} from './payload.view.tsx';
import {payloadText} from './payload-text.ts';
import {createLineText, createWrap, eventOf, linesOf, type TailLine} from './tail-lines.ts';
import {gapsToCount, useLabels, useMissed} from './use-event-facts.ts';
import {useFollow} from './use-follow.ts';
import {useListening} from './use-listening.ts';
import {useOutbox} from './use-outbox.ts';

/** What a tail that stands still shows, and how much had come by then. */
interface Held {
  readonly events: readonly TailEvent[];
  readonly added: number;
}

/** Events: a live tail of what is notified and of what the outbox holds. */
export function EventsScreen({width, height}: ScreenProps) {
  const {events, listener} = useServices();
  const {paused} = usePace();
  const shell = useShell();
  const [mode, setMode] = useState<'tail' | 'peek' | 'payload'>('tail');
  const [wraps, setWraps] = useRemembered('events wrap', false);
  const [scrolls, setScrolls] = useRemembered('events autoscroll', true);
  const [held, hold] = useRemembered<Held | null>('events held', null);
  const latest = useSyncExternalStore(events.subscribe, events.snapshot);
  const {moment: now, listening} = useListening(latest.at(-1)?.at);
  const outbox = useOutbox();
  const labels = useLabels(listening.link === 'live');
  const shown = held?.events ?? latest;
  const gaps = useMemo(() => shown.filter((event): event is Gap => event.kind === 'gap'), [shown]);
  const missed = useMissed(gaps);

  const describe = useMemo(() => createDescriber(labels), [labels]);
  const textOf = useMemo(() => createLineText(describe), [describe]);
  const columns = useMemo(
    () => (wraps ? wrappedColumns(describe) : eventColumns(describe, listener.channels)),
    [wraps, describe, listener.channels],
  );
  const wrap = useMemo(
    () => (wraps ? createWrap(describe, wrappedWidth(width)) : null),
    [wraps, describe, width],
  );
  const rows = useMemo(() => linesOf(shown, wrap), [shown, wrap]);
  const list = useList<TailLine>({
    name: 'events',
    rows,
    columns,
    rowKey: lineKey,
    height: tailHeight(height, width, mode === 'peek'),
    textOf,
  });
  const follows = useFollow(list);
  const still = paused || mode !== 'tail' || !scrolls || !follows;
  const totals = events.totals(now);
  useLayoutEffect(() => {
    if (still === (held !== null)) return;
    hold(still ? {events: latest, added: totals.added} : null);
  });

  const event = list.selected && eventOf(list.selected);
  const text = useMemo(() => (event && mode !== 'tail' ? payloadText(event) : ''), [event, mode]);
  const title = event ? `${describe(event).channel} · ${formatTime(event.at)}` : '';
  const copy = () => {
    if (!event) return;
    const copied = copyToClipboard(payloadText(event));
    shell.toast(copied.tone, copied.text);
  };
  const none = event ? undefined : 'there is no event';
  useKeys(eventsKeys, {
    detail: {run: () => setMode(mode === 'tail' ? 'peek' : 'payload'), disabled: none},
    zoom: {run: () => setMode('payload'), disabled: none},
    back: () => setMode('tail'),
    autoscroll: {
      run: () => {
        setScrolls(still);
        const [newest] = list.rows;
        if (still && newest) list.select(newest.key);
      },
      disabled: paused ? 'everything is paused; p goes on' : undefined,
    },
    wrap: () => setWraps(!wraps),
    mark: () => events.mark(new Date()),
    copy: {run: copy, disabled: none},
    explain: () => shell.explain({query: countMissedSubmissions, params: {gaps: gapsToCount(gaps)}}),
  });

  if (mode === 'payload' && event)
    return (
      <Payload
        title={title}
        text={text}
        onCopy={copy}
        onBack={() => setMode('tail')}
        width={width}
        height={height}
      />
    );
  return (
    <EventsView
      list={list}
      columns={columns}
      summary={{
        channels: listener.channels,
        listener: listening,
        totals,
        held: held && totals.added - held.added,
        filter: list.state.filter,
        filterProblem: list.filterProblem,
        outboxProblem: outbox.problem,
        isLoading: outbox.isLoading,
        now,
      }}
      missed={missed}
      peek={mode === 'peek' && event ? {title, text} : null}
      width={width}
      height={height}
    />
  );
}
