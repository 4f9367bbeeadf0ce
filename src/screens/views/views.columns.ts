import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatRoughAge,
  NO_VALUE,
  until,
} from '../../ui/format.ts';
import {sparkline} from '../../ui/sparkline.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Cell, Column} from '../../ui/table.tsx';
import type {Theme} from '../../ui/theme.ts';
import {shortMoment} from '../short-moment.ts';
import {lastGoodRun, type ShownView, severityRank} from './views.state.ts';

const hourMs = 3_600_000;

/** The columns of the list; `now` is of the server's clock, and moves between questions. */
export function viewColumns(theme: Theme, now: Date): readonly Column<ShownView>[] {
  const since = sinceAt(now);
  return [
    {
      id: 'state',
      title: 'STATE',
      priority: 0,
      // Wide enough for `UNPOPULATED`, the longest state.
      min: 13,
      cell: ({verdict}) => [statusSegment(theme, verdict.severity, verdict.state)],
      sortValue: severityRank,
    },
    {
      id: 'view',
      key: true,
      title: 'VIEW',
      priority: 0,
      min: 26,
      max: 44,
      cell: ({title}) => title,
      sortValue: ({title}) => title,
    },
    {
      id: 'age',
      title: 'DATA AGE',
      priority: 0,
      min: 8,
      max: 9,
      cell: shown => ageWords(shown, since),
      sortValue: ({dataFrom}) => (dataFrom === null ? null : since(dataFrom)),
    },
    {
      id: 'last',
      title: 'LAST REFRESH',
      priority: 1,
      min: 13,
      max: 16,
      cell: view => lastRefresh(view, now, since),
      sortValue: ({dataFrom}) => dataFrom?.getTime() ?? null,
    },
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 3,
      min: 6,
      max: 9,
      cell: ({view, durationsMs}) => (view.refreshing ? '…' : formatDuration(durationsMs.at(-1))),
      sortValue: ({durationsMs}) => durationsMs.at(-1) ?? null,
    },
    {
      id: 'trend',
      title: 'TREND',
      priority: 6,
      min: 5,
      max: 20,
      isPicture: true,
      cell: ({durationsMs}, width) => trend(durationsMs.slice(-width), theme),
    },
    {
      id: 'rows',
      title: 'ROWS',
      align: 'right',
      priority: 4,
      min: 9,
      max: 13,
      cell: view => formatCount(rowCount(view)),
      sortValue: rowCount,
    },
    {
      id: 'size',
      title: 'SIZE',
      align: 'right',
      priority: 2,
      min: 7,
      // Zero means that no statistics were gathered yet.
      cell: ({view}) => (view.sizeBytes === 0 ? NO_VALUE : formatBytes(view.sizeBytes)),
      sortValue: ({view}) => view.sizeBytes,
    },
    {
      id: 'bloat',
      title: 'BLOAT',
      align: 'right',
      priority: 7,
      min: 5,
      cell: view => formatPercent(bloatShare(view)),
      sortValue: bloatShare,
    },
    {
      id: 'next',
      title: 'NEXT',
      priority: 5,
      min: 7,
      max: 10,
      cell: shown => nextWords(shown, now),
      sortValue: ({nextFireAt}) => nextFireAt?.getTime() ?? null,
    },
  ];
}

/** What time alone changes in the row of a view. */
export function timeCells(shown: ShownView, now: Date): readonly Cell[] {
  const since = sinceAt(now);
  return [ageWords(shown, since), lastRefresh(shown, now, since), nextWords(shown, now)];
}

function sinceAt(now: Date): (date: Date) => number {
  return date => Math.max(0, now.getTime() - date.getTime());
}

function ageWords({dataFrom, view}: ShownView, since: (date: Date) => number): string {
  if (dataFrom !== null) return formatDataAge(since(dataFrom));
  return view.isPopulated ? 'unknown' : 'no data';
}

function nextWords({nextFireAt, jobs}: ShownView, now: Date): string {
  if (nextFireAt) return until(Math.max(0, nextFireAt.getTime() - now.getTime()));
  return jobs.some(({job}) => !job.isActive) ? 'paused' : NO_VALUE;
}

/** To the minute where hours count: `3 h 12 m`. */
export function formatDataAge(ms: number): string {
  return ms < hourMs ? formatRoughAge(ms) : formatDuration(ms);
}

/** The share of rows that are dead, by the statistics of the server; null where it has none. */
export function bloatShare({view}: Pick<ShownView, 'view'>): number | null {
  const total = view.deadRows + view.liveRows;
  return total === 0 ? null : view.deadRows / total;
}

/** What the last refresh counted; else the estimate of the statistics. */
function rowCount(shown: ShownView): number | null {
  const counted = lastGoodRun(shown)?.rowCount ?? null;
  if (counted !== null) return counted;
  return shown.view.isPopulated ? shown.view.liveRows : null;
}

/** From zero, so that a steady view is a level line. */
function trend(durationsMs: readonly number[], {glyphs}: Theme): Cell {
  return [{text: sparkline(durationsMs, {levels: glyphs.sparkline, min: 0}), tone: 'accent'}];
}

function lastRefresh(shown: ShownView, now: Date, since: (date: Date) => number): Cell {
  const {refreshing, isPipeline, log} = shown.view;
  if (refreshing?.waiting) {
    const [blocker] = refreshing.waiting.blockedBy;
    return blocker ? `for pid ${blocker.pid}` : 'for a lock';
  }
  if (refreshing) {
    const run = runningRun(shown);
    const start = refreshing.since ?? run?.startedAt ?? null;
    const elapsed = start === null ? 'now' : formatAge(since(start));
    return run ? `${run.cause}, ${elapsed}` : `now, ${elapsed}`;
  }
  if (shown.dataFrom === null) return !isPipeline ? 'not recorded' : log === null ? 'unknown' : 'never';
  const run = lastGoodRun(shown);
  const isOfRun = run?.startedAt.getTime() === shown.dataFrom.getTime();
  return `${shortMoment(shown.dataFrom, now)}${isOfRun ? ` ${shortCause(run?.cause)}` : ''}`;
}

function shortCause(cause = ''): string {
  return cause === 'initial' ? 'first' : cause;
}

/** The refresh under way, as the log tells of it. */
export function runningRun({runs, view}: ShownView) {
  return runs.find(({status, pid}) => status === 'running' && (pid === null || pid === view.refreshing?.pid));
}
