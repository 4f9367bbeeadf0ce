/** Four lines and a frame. */
const panelLines = 6;
const titleLines = 1;
/** Below this the panels stand one below the other. */
const leastSideBySideWidth = 100;
/** Header, a finding or two, and the position. */
const leastListLines = 4;
/** The finding under the cursor in a frame: what in two lines, since when, and what helps. */
const detailLines = 6;
/** Without a frame it says what, and what helps. */
const plainDetailLines = 2;
/** From here on the list leaves room for the detail, however much is wrong. */
const leastRoomForBoth = 24;
/** A frame, the titles and two rows; a table with less says nothing. */
const leastTableLines = 5;
/** What a table needs beside its rows. */
const tableFrameLines = 3;

export interface OverviewCounts {
  readonly findings: number;
  readonly jobs: number;
  readonly views: number;
  readonly runs: number;
}

export interface OverviewLayout {
  readonly listHeight: number;
  readonly isSideBySide: boolean;
  readonly showsPipeline: boolean;
  /** Where there is little room, the last hour gives way to what is wrong now. */
  readonly showsHour: boolean;
  /** The finding under the cursor; 0 where there is no room, as for all that follow. */
  readonly detailHeight: number;
  readonly isDetailFramed: boolean;
  readonly jobsHeight: number;
  readonly viewsHeight: number;
  readonly runsHeight: number;
}

/** What is wrong comes first, then the parts of the pipeline, then as much of their rows as the height allows. */
export function layoutOverview(
  {counts, zoomed}: {counts: OverviewCounts; zoomed: boolean},
  {width, height}: {width: number; height: number},
): OverviewLayout {
  if (zoomed) return onlyFindings(height - titleLines);
  const isSideBySide = width >= leastSideBySideWidth;
  const below = height - titleLines - panelLines;
  const showsHour = isSideBySide || below - panelLines >= leastListLines;
  const room = showsHour && !isSideBySide ? below - panelLines : below;
  const kept = room >= leastRoomForBoth ? detailLines : 0;
  const listHeight = Math.max(leastListLines, Math.min(counts.findings + 2, room - kept));
  const afterList = Math.max(0, room - listHeight);
  const isDetailFramed = afterList >= detailLines;
  const wanted = isDetailFramed ? detailLines : Math.min(afterList, plainDetailLines);
  const detailHeight = counts.findings === 0 ? 0 : wanted;
  return {
    listHeight,
    isSideBySide,
    showsPipeline: true,
    showsHour,
    detailHeight,
    isDetailFramed,
    ...shareRest(afterList - detailHeight, counts, isSideBySide),
  };
}

/** The jobs come before the views, and the runs take what neither needs. */
function shareRest(room: number, {jobs, views, runs}: OverviewCounts, isSideBySide: boolean) {
  const take = (left: number, rows: number) =>
    left < leastTableLines ? 0 : Math.min(left, Math.max(1, rows) + tableFrameLines);
  if (isSideBySide) {
    const both = take(room, Math.max(jobs, views));
    return {jobsHeight: both, viewsHeight: both, runsHeight: runs === 0 ? 0 : take(room - both, runs)};
  }
  const jobsHeight = take(room, jobs);
  const viewsHeight = take(room - jobsHeight, views);
  const rest = room - jobsHeight - viewsHeight;
  return {jobsHeight, viewsHeight, runsHeight: runs === 0 ? 0 : take(rest, runs)};
}

function onlyFindings(listHeight: number): OverviewLayout {
  return {
    listHeight,
    isSideBySide: false,
    showsPipeline: false,
    showsHour: false,
    detailHeight: 0,
    isDetailFramed: false,
    jobsHeight: 0,
    viewsHeight: 0,
    runsHeight: 0,
  };
}
