/** Four lines and a frame. */
const panelLines = 6;
const titleLines = 1;
/** Below this the panels stand one below the other. */
const leastSideBySideWidth = 100;
/** Header, a finding or two, and the position. */
const leastListLines = 4;

export interface OverviewLayout {
  readonly listHeight: number;
  readonly isSideBySide: boolean;
  readonly showsPipeline: boolean;
  /** Where there is little room, the last hour gives way to what is wrong now. */
  readonly showsHour: boolean;
}

/** The findings get what the panels leave; zoomed, they get everything. */
export function layoutOverview(
  {findingCount, zoomed}: {findingCount: number; zoomed: boolean},
  {width, height}: {width: number; height: number},
): OverviewLayout {
  if (zoomed)
    return {listHeight: height - titleLines, isSideBySide: false, showsPipeline: false, showsHour: false};
  const isSideBySide = width >= leastSideBySideWidth;
  const room = height - titleLines - panelLines;
  const showsHour = isSideBySide || room - panelLines >= leastListLines;
  const most = showsHour && !isSideBySide ? room - panelLines : room;
  return {
    listHeight: Math.max(leastListLines, Math.min(findingCount + 2, most)),
    isSideBySide,
    showsPipeline: true,
    showsHour,
  };
}
