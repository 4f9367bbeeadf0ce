import {Line} from './line.tsx';
import {followIndex} from './list-window.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from './panel.tsx';
import {fitCell, type Segment} from './segment.ts';
import {clean, fit, widthOf, wrapText} from './text.ts';
import {useTheme} from './theme.ts';

export interface HelpEntry {
  /** What it is run by. */
  id: string;
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
  /** The entry under the cursor, counted through all groups. */
  cursor: number;
  /** What is being searched for; null where nothing is. */
  query?: string | null;
}

/** Every key of the moment, by group, with the reason beside a key that does nothing now. */
export function HelpOverlay({groups, width, height, cursor, query = null}: HelpOverlayProps) {
  const {glyphs} = useTheme();
  const inner = width - PANEL_FRAME_WIDTH;
  const lines = helpLines(groups, inner - 2);
  const room = Math.max(0, height - PANEL_FRAME_HEIGHT);
  const at = lines.findIndex(({entry}) => entry === cursor);
  const end = lines.findLastIndex(({entry}) => entry === cursor);
  // The title above the first entry stays in sight with it.
  const from = cursor === 0 ? 0 : followIndex(Math.max(0, end - room + 1), at, lines.length, room);
  const to = Math.min(lines.length, from + room);
  const position = lines.length > room ? ` · ${from + 1}–${to} of ${lines.length}` : '';
  const title = query === null ? 'Keys' : `Keys · search: ${query}`;
  return (
    <Panel title={title + position} width={width} height={height} tone="accent">
      {lines.length === 0 && <Line segments={fitCell([{text: 'No key fits.', tone: 'muted'}], inner)} />}
      {lines.slice(from, to).map(({key, entry, segments}, index) => (
        <Line
          key={key}
          strong={entry === cursor}
          segments={[{text: from + index === at ? `${glyphs.cursor} ` : '  ', tone: 'accent'}, ...segments]}
        />
      ))}
    </Panel>
  );
}

/** The groups with only the entries whose keys or help hold the text, in any case; empty groups leave. */
export function searchHelp(groups: readonly HelpGroup[], query: string): readonly HelpGroup[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return groups;
  return groups
    .map(group => ({
      ...group,
      entries: group.entries.filter(({keys, help}) => `${keys} ${help}`.toLowerCase().includes(wanted)),
    }))
    .filter(group => group.entries.length > 0);
}

interface HelpLine {
  key: string;
  /** The number of the entry; a title and a gap have none. */
  entry: number | null;
  segments: readonly Segment[];
}

function helpLines(groups: readonly HelpGroup[], width: number): HelpLine[] {
  const entries = groups.flatMap(group => group.entries);
  const keysWidth = Math.max(0, ...entries.map(entry => widthOf(clean(entry.keys))));
  let counted = 0;
  return groups.flatMap((group, index) => [
    ...(index === 0 ? [] : [{key: `${group.title} gap`, entry: null, segments: [{text: ' '}]}]),
    {key: group.title, entry: null, segments: fitCell([{text: group.title, tone: 'title'}], width)},
    ...group.entries.flatMap(entry => {
      const number = counted++;
      return entryLines(entry, keysWidth, width).map((segments, line) => ({
        key: `${group.title} ${entry.keys} ${entry.help} ${line}`,
        entry: number,
        segments,
      }));
    }),
  ]);
}

/** The keys, and beside them all of the help, on as many lines as it takes. */
function entryLines({keys, help, disabledReason}: HelpEntry, keysWidth: number, width: number): Segment[][] {
  const words = disabledReason === undefined ? help : `${help} (${disabledReason})`;
  const tone = disabledReason === undefined ? 'plain' : 'muted';
  return wrapText(clean(words), Math.max(1, width - keysWidth - 2)).map((line, index) => [
    {
      text: `${fit(index === 0 ? clean(keys) : '', keysWidth)}  `,
      tone: disabledReason === undefined ? 'accent' : 'muted',
    },
    {text: line, tone},
  ]);
}
