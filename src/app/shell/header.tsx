import type {Connection} from '../../config/connection.ts';
import type {ServerFactsRow} from '../../queries/server-facts.ts';
import {formatAge, formatClock} from '../../ui/format.ts';
import type {Glyphs} from '../../ui/glyphs.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment, widthOfCell} from '../../ui/segment.ts';
import {useTheme} from '../../ui/theme.ts';
import type {Link} from '../live/link-state.ts';
import type {Pace} from '../live/pace.ts';

export interface HeaderProps {
  readonly connection: Connection;
  readonly facts: ServerFactsRow | null;
  readonly link: Link;
  readonly pace: Pace;
  readonly readOnly: boolean;
  readonly now: Date;
  readonly width: number;
}

/** Where we are on the left, how the link is on the right; the right never leaves, the left is cut. */
export function Header({connection, facts, link, pace, readOnly, now, width}: HeaderProps) {
  const {glyphs} = useTheme();
  const right: Segment[] = [
    ...(readOnly ? [{text: `${glyphs.readonly} read-only  `, tone: 'paused'} as const] : []),
    linkSegment(link, pace, now, glyphs),
    {text: `  ${formatClock(now)}`, tone: 'muted'},
  ];
  const rightWidth = widthOfCell(right);
  const left: Segment[] = [
    {text: ' lanewatch', tone: 'title'},
    {text: `  ${place(connection, facts)}`, tone: 'muted'},
  ];
  return <Line segments={[...fitCell(left, Math.max(0, width - rightWidth - 1)), {text: ' '}, ...right]} />;
}

function place(connection: Connection, facts: ServerFactsRow | null): string {
  const {user, host, port, database, alternatives = []} = connection;
  const others = alternatives.length === 0 ? '' : ` or ${alternatives.length} more`;
  const parts = [database, `${user}@${host}:${port}${others}`];
  if (facts) {
    parts.push(`PG ${facts.server_version.split(' ')[0]}`);
    if (facts.pg_cron_version !== null) parts.push(`pg_cron ${facts.pg_cron_version}`);
    else if (facts.has_builtin_cron) parts.push('built-in cron');
    parts.push(facts.in_recovery ? 'standby' : 'primary');
  }
  return parts.join(' · ');
}

function linkSegment(link: Link, pace: Pace, now: Date, glyphs: Glyphs): Segment {
  const age = formatAge(Math.max(0, now.getTime() - link.since.getTime()));
  if (link.state === 'offline') {
    const retryMs = link.retryAt ? Math.max(0, link.retryAt.getTime() - now.getTime()) : 0;
    return {text: `${glyphs.critical} offline ${age}, retry in ${formatAge(retryMs)}`, tone: 'critical'};
  }
  if (pace.paused) return {text: `${glyphs.paused} paused`, tone: 'paused'};
  if (link.state === 'connecting') return {text: `${glyphs.waiting} connecting`, tone: 'unknown'};
  const live = `${glyphs.live} live ${formatAge(pace.intervalMs)}`;
  if (!link.slow) return {text: live, tone: 'ok'};
  return {text: `${live}, ${link.slow.name} every ${formatAge(link.slow.everyMs)}`, tone: 'warning'};
}
