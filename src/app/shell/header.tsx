import type {Connection} from '../../config/connection.ts';
import type {StandbySnapshot} from '../../health/snapshot/standby.ts';
import type {ServerFactsRow} from '../../queries/server-facts.ts';
import {ago, formatAge, formatMinute} from '../../ui/format.ts';
import type {Glyphs} from '../../ui/glyphs.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment, widthOfCell} from '../../ui/segment.ts';
import {statusSegment} from '../../ui/status.ts';
import {clean, widthOf} from '../../ui/text.ts';
import {type Theme, useTheme} from '../../ui/theme.ts';
import type {Link} from '../live/link-state.ts';
import type {Pace} from '../live/pace.ts';
import {standbyForms} from './standby-words.ts';

export interface HeaderProps {
  readonly connection: Connection;
  readonly facts: ServerFactsRow | null;
  /** The standby that metrics are to be read from; null where none was named. */
  readonly standby?: StandbySnapshot | null;
  readonly link: Link;
  readonly pace: Pace;
  readonly readOnly: boolean;
  /** What was known to be wrong at the latest look at everything; null before the first. */
  readonly worst: WorstKnown | null;
  /** No seconds are counted. */
  readonly isCalm?: boolean;
  readonly now: Date;
  readonly width: number;
}

/** How much was wrong, by severity, and when that was seen. */
export interface WorstKnown {
  readonly critical: number;
  readonly warning: number;
  readonly at: Date;
}

/** Only Overview and Doctor look at everything: elsewhere what they saw grows old, and says so after this long. */
const freshMs = 60_000;

/** Where we are on the left, how the link is on the right; the right never leaves, the left is cut. */
export function Header(props: HeaderProps) {
  const {connection, facts, standby = null, width} = props;
  const theme = useTheme();
  const right = rightSegments(props, theme);
  const rightWidth = widthOfCell(right);
  const name = ' lanewatch  ';
  const forms = standbyForms(standby).map(words => placeParts(connection, facts, words));
  const left: Segment[] = [
    {text: name, tone: 'title'},
    {
      text: placeWithin(forms, width - rightWidth - 1 - name.length),
      tone: 'muted',
    },
  ];
  return <Line segments={[...fitCell(left, Math.max(0, width - rightWidth - 1)), {text: ' '}, ...right]} />;
}

/** What changes without a key: the state of the link, what is wrong, the time. */
export function rightSegments(
  {readOnly, link, pace, worst, isCalm = false, now}: HeaderProps,
  theme: Theme,
): Segment[] {
  const {glyphs} = theme;
  return [
    ...(readOnly ? [{text: `${glyphs.readonly} read-only  `, tone: 'paused'} as const] : []),
    linkSegment(link, pace, now, glyphs, isCalm),
    ...worstSegments(worst, now, theme),
    // To the minute: nothing is to be drawn only because time goes by.
    {text: `  ${formatMinute(now)}`, tone: 'muted'},
  ];
}

function placeParts(connection: Connection, facts: ServerFactsRow | null, standby: string | null): string[] {
  const {user, host, port, database, alternatives = []} = connection;
  const others = alternatives.length === 0 ? '' : ` or ${alternatives.length} more`;
  const parts = [database, `${user}@${host}:${port}${others}`];
  if (standby !== null) parts.push(standby);
  if (facts) {
    parts.push(`PG ${facts.server_version.split(' ')[0]}`);
    if (facts.pg_cron_version !== null) parts.push(`pg_cron ${facts.pg_cron_version}`);
    else if (facts.has_builtin_cron) parts.push('built-in cron');
    parts.push(facts.in_recovery ? 'standby' : 'primary');
  }
  return parts;
}

/**
 * As many of the parts as there is room for: the first two are cut where they must be, the others leave whole. Of several
 * forms the first whose third part has room.
 */
function placeWithin(forms: readonly (readonly string[])[], width: number): string {
  for (const parts of forms)
    for (let count = parts.length; count > 2; count -= 1) {
      const text = parts.slice(0, count).join(' · ');
      if (widthOf(clean(text)) <= width) return text;
    }
  return forms[0]?.slice(0, 2).join(' · ') ?? '';
}

function worstSegments(worst: WorstKnown | null, now: Date, theme: Theme): Segment[] {
  if (worst === null) return [];
  const counts = (['critical', 'warning'] as const)
    .filter(severity => worst[severity] > 0)
    .flatMap((severity): Segment[] => [
      {text: '  '},
      statusSegment(theme, severity, String(worst[severity])),
    ]);
  const ageMs = now.getTime() - worst.at.getTime();
  if (counts.length === 0 || ageMs < freshMs) return counts;
  return [...counts, {text: ` ${ago(ageMs)}`, tone: 'muted'}];
}

function linkSegment(link: Link, pace: Pace, now: Date, glyphs: Glyphs, isCalm: boolean): Segment {
  const age = formatAge(Math.max(0, now.getTime() - link.since.getTime()));
  if (link.state === 'offline') {
    if (isCalm) return {text: `${glyphs.critical} offline, retries by itself`, tone: 'critical'};
    const retryMs = link.retryAt ? Math.max(0, link.retryAt.getTime() - now.getTime()) : 0;
    return {text: `${glyphs.critical} offline ${age}, retry in ${formatAge(retryMs)}`, tone: 'critical'};
  }
  if (pace.paused) return {text: `${glyphs.paused} paused`, tone: 'paused'};
  if (link.state === 'connecting') return {text: `${glyphs.waiting} connecting`, tone: 'unknown'};
  const live = `${glyphs.live} live ${formatAge(pace.intervalMs)}`;
  if (!link.slow) return {text: live, tone: 'ok'};
  return {text: `${live}, ${link.slow.name} every ${formatAge(link.slow.everyMs)}`, tone: 'warning'};
}
