import type {EventTotals} from '../../app/events/event-store.ts';
import type {ListenState} from '../../db/listen-state.ts';
import type {Problem} from '../../db/problem.ts';
import {ago, formatCount, formatDuration, until} from '../../ui/format.ts';
import {fitCell, type Segment, widthOfCell} from '../../ui/segment.ts';
import {sparkline} from '../../ui/sparkline.ts';
import type {Theme} from '../../ui/theme.ts';

export interface EventsSummary {
  readonly channels: readonly string[];
  readonly listener: ListenState;
  readonly totals: EventTotals;
  /** Events that came since the tail stands still; null while it runs along. */
  readonly held: number | null;
  readonly filter: string;
  readonly filterProblem: string | null;
  /** Why the outbox cannot be read; null while it can, or is not to be. */
  readonly outboxProblem: Problem | null;
  /** The first look at the outbox has no answer yet. */
  readonly isLoading: boolean;
  readonly now: Date;
}

/** The rate is drawn over as many of the last seconds as there is room for, but no fewer. */
const leastRateSeconds = 5;
/** Narrower than this, the summary has two lines. */
const oneLineColumns = 118;

export function summaryHeight(width: number): number {
  return width < oneLineColumns ? 2 : 1;
}

/** How the listener is, how much comes, what is kept. */
export function summaryLines(summary: EventsSummary, theme: Theme, width: number): (readonly Segment[])[] {
  const counts = countSegments(summary);
  if (summaryHeight(width) === 2) {
    // What is wrong comes before how the rate was.
    const notes = noteSegments(summary);
    const room = width - widthOfCell(counts) - widthOfCell(notes) - 3;
    const right = [...rateSegments(summary, theme, room), ...counts];
    return [
      fitCell([...listenerSegments(summary, theme), ...modeSegments(summary, theme)], width),
      fitCell([{text: ' '}, ...right, ...notes], width),
    ];
  }
  const left = [
    ...listenerSegments(summary, theme),
    ...modeSegments(summary, theme),
    ...noteSegments(summary),
  ];
  const room = width - widthOfCell(left) - widthOfCell(counts) - 4;
  const right = [...rateSegments(summary, theme, room), ...counts];
  return [[...fitCell(left, Math.max(0, width - widthOfCell(right) - 2)), {text: '  '}, ...right]];
}

function listenerSegments({channels, listener, now}: EventsSummary, {glyphs}: Theme): Segment[] {
  const words = channels.length === 1 ? '1 channel' : `${channels.length} channels`;
  return [
    {text: ' Events', tone: 'title'},
    {text: ` · ${words} `, tone: 'muted'},
    linkSegment(listener, now, glyphs),
  ];
}

/** How the listener is, in words that time changes. */
export function linkSegment(state: ListenState, now: Date, glyphs: Theme['glyphs']): Segment {
  const {link, heardAt, roundTripMs, gaps, problem, retryAt} = state;
  const heard = heardAt ? ago(Math.max(0, now.getTime() - heardAt.getTime())) : '';
  switch (link) {
    case 'live':
      return {
        text: `${glyphs.live} heard ${heard} · rtt ${formatDuration(roundTripMs)} · gaps ${gaps}`,
        tone: gaps > 0 ? 'warning' : 'ok',
      };
    case 'connecting':
      return {text: `${glyphs.waiting} connecting`, tone: 'unknown'};
    case 'deaf':
      return {text: `${glyphs.critical} deaf: ${problem?.why ?? 'nothing arrives'}`, tone: 'critical'};
    case 'lost': {
      const again = retryAt ? `, retry ${until(Math.max(0, retryAt.getTime() - now.getTime()))}` : '';
      return {text: `${glyphs.critical} lost: ${problem?.why ?? 'no link'}${again}`, tone: 'critical'};
    }
  }
}

function modeSegments({held}: EventsSummary, {glyphs}: Theme): Segment[] {
  if (held === null) return [];
  return [{text: `  ${glyphs.paused} held, ${formatCount(held)} new`, tone: 'paused'}];
}

function noteSegments({filter, filterProblem, outboxProblem}: EventsSummary): Segment[] {
  return [
    ...(filter === '' ? [] : [{text: `  filter ${filter}`, tone: 'accent'} as const]),
    ...(filterProblem === null ? [] : [{text: `  ${filterProblem}`, tone: 'warning'} as const]),
    ...(outboxProblem === null
      ? []
      : [{text: `  only what is heard: ${outboxProblem.why}`, tone: 'warning'} as const]),
  ];
}

/** The events of the last whole second, and a column for each of the seconds before. */
function rateSegments({totals}: EventsSummary, {glyphs}: Theme, width: number): Segment[] {
  const label = `rate/s ${formatCount(totals.perSecond.at(-2) ?? 0)} `;
  const room = width - label.length;
  if (room < leastRateSeconds) return [];
  const seconds = totals.perSecond.slice(-room);
  return [
    {text: label, tone: 'muted'},
    {text: sparkline(seconds, {levels: glyphs.sparkline, min: 0}), tone: 'accent'},
    {text: '  '},
  ];
}

function countSegments({totals: {kept, dropped}}: EventsSummary): Segment[] {
  return [
    {
      text: `${formatCount(kept)} kept · ${formatCount(dropped)} dropped`,
      tone: dropped > 0 ? 'warning' : 'muted',
    },
  ];
}
