import {Box} from 'ink';
import {Line} from './line.tsx';
import {type Cell, fitCell, type Segment} from './segment.ts';
import {clean, cleanBlock, fit, widthOf, wrapText} from './text.ts';
import type {Tone} from './theme.ts';

export interface Detail {
  label: string;
  /** Segments stay on one line. */
  value: Cell;
  /** Shows all of a string, on as many lines as it takes. */
  wrap?: boolean;
  /** The tone of a string. */
  tone?: Tone;
}

export interface DetailsProps {
  items: readonly Detail[];
  width: number;
  /** Lines at most; the last one says how many more there would be. */
  height?: number;
}

/** Labels and values, one below the other, the values in one column. */
export function Details({items, width, height}: DetailsProps) {
  const lines = limitLines(detailLines(items, width), width, height);
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {lines.map(({key, segments}) => (
        <Line key={key} segments={segments} />
      ))}
    </Box>
  );
}

interface DetailLine {
  key: string;
  segments: readonly Segment[];
}

function detailLines(items: readonly Detail[], width: number): DetailLine[] {
  const labelWidth = Math.min(
    Math.max(0, ...items.map(item => widthOf(clean(item.label)))),
    Math.floor(width / 2),
  );
  const valueWidth = Math.max(1, width - labelWidth - 2);
  return items.flatMap((item, nth) =>
    valueLines(item, valueWidth).map((value, index) => ({
      // Labels may come more than once.
      key: `${nth}.${index}`,
      segments: [
        {text: fit(index === 0 ? clean(item.label) : '', labelWidth) + '  ', tone: 'muted' as const},
        ...value,
      ],
    })),
  );
}

function valueLines({value, wrap, tone}: Detail, width: number): (readonly Segment[])[] {
  if (typeof value !== 'string') return [fitCell(value, width)];
  const lines = wrap ? wrapText(cleanBlock(value), width) : [clean(value)];
  return lines.map(line => [{text: fit(line, width), ...(tone === undefined ? {} : {tone})}]);
}

function limitLines(lines: DetailLine[], width: number, height = lines.length): DetailLine[] {
  if (lines.length <= height) return lines;
  if (height <= 0) return [];
  const shown = lines.slice(0, height - 1);
  const left = lines.length - shown.length;
  return [...shown, {key: 'more', segments: [{text: fit(`… ${left} more lines`, width), tone: 'muted'}]}];
}
