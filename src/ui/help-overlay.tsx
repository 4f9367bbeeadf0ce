import {Line} from './line.tsx';
import {followIndex} from './list-window.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from './panel.tsx';
import {fitCell, type Segment} from './segment.ts';
import {clean, fit, widthOf} from './text.ts';

export interface HelpEntry {
  /** As a person reads it: `j ↓`. */
  keys: string;
  help: string;
  /** Why the key does nothing now. */
  disabledReason?: string;
}

export interface HelpGroup {
  title: string;
  entries: readonly HelpEntry[];
}

export interface HelpOverlayProps {
  groups: readonly HelpGroup[];
  width: number;
  height: number;
  /** The first line shown; `countHelpLines` says how many there are. */
  top?: number;
  /** Only entries that hold this text are shown. */
  query?: string;
}

/** Every key of the moment, by group, with the reason beside a key that does nothing now. */
export function HelpOverlay({groups, width, height, top = 0, query = ''}: HelpOverlayProps) {
  const inner = width - PANEL_FRAME_WIDTH;
  const lines = helpLines(searchHelp(groups, query), inner);
  const room = Math.max(0, height - PANEL_FRAME_HEIGHT);
  const from = followIndex(top, -1, lines.length, room);
  const to = Math.min(lines.length, from + room);
  const position = lines.length > room ? ` · ${from + 1}–${to} of ${lines.length}` : '';
  const title = query === '' ? 'Keys' : `Keys · ${query}`;
  return (
    <Panel title={title + position} width={width} height={height} tone="accent">
      {lines.length === 0 && <Line segments={fitCell([{text: 'No key fits.', tone: 'muted'}], inner)} />}
      {lines.slice(from, to).map(({key, segments}) => (
        <Line key={key} segments={segments} />
      ))}
    </Panel>
  );
}

/** The lines the overlay has to show, to keep `top` within them. */
export function countHelpLines(groups: readonly HelpGroup[], query = ''): number {
  return helpLines(searchHelp(groups, query), 1).length;
}

/** The groups with only the entries whose keys or help hold the text, in any case; empty groups leave. */
function searchHelp(groups: readonly HelpGroup[], query: string): readonly HelpGroup[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return groups;
  return groups
    .map(group => ({
      ...group,
      entries: group.entries.filter(({keys, help}) => `${keys} ${help}`.toLowerCase().includes(wanted)),
    }))
    .filter(group => group.entries.length > 0);
}

function helpLines(
  groups: readonly HelpGroup[],
  width: number,
): {key: string; segments: readonly Segment[]}[] {
  const entries = groups.flatMap(group => group.entries);
  const keysWidth = Math.max(0, ...entries.map(entry => widthOf(clean(entry.keys))));
  return groups.flatMap((group, index) => [
    ...(index === 0 ? [] : [{key: `${group.title} gap`, segments: [{text: ' '}]}]),
    {key: group.title, segments: fitCell([{text: group.title, tone: 'title'}], width)},
    ...group.entries.map(entry => ({
      key: `${group.title} ${entry.keys} ${entry.help}`,
      segments: fitCell(entrySegments(entry, keysWidth), width),
    })),
  ]);
}

function entrySegments({keys, help, disabledReason}: HelpEntry, keysWidth: number): Segment[] {
  const shown = `  ${fit(clean(keys), keysWidth)}  `;
  if (disabledReason === undefined) return [{text: shown, tone: 'accent'}, {text: help}];
  return [{text: `${shown}${help} (${disabledReason})`, tone: 'muted'}];
}
