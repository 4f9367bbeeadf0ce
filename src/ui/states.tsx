import {Box} from 'ink';
import {Details} from './details.tsx';
import {Line} from './line.tsx';
import {fitCell} from './segment.ts';
import {statusSegment} from './status.ts';
import {clean, wrapText} from './text.ts';
import {type Tone, useTheme} from './theme.ts';

/** Nothing has come yet. It stands still: motion costs bytes and helps nobody. */
export function Loading({what, width}: {what: string; width: number}) {
  const {glyphs} = useTheme();
  return <Line segments={fitCell([{text: `${glyphs.waiting} Loading ${what}…`, tone: 'muted'}], width)} />;
}

/** There is nothing, and what would change that; blanks before the first word move all of it to the right. */
export function Empty({what, hint, width}: {what: string; hint?: string; width: number}) {
  const indent = what.length - what.trimStart().length;
  const lines = (text: string) => wrapText(clean(text.trim()), Math.max(1, width - indent));
  const draw = (text: string, tone: Tone) =>
    lines(text).map(line => (
      <Line
        key={`${tone} ${line}`}
        segments={fitCell([{text: ' '.repeat(indent)}, {text: line, tone}], width)}
      />
    ));
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {draw(what, 'plain')}
      {hint !== undefined && draw(hint, 'muted')}
    </Box>
  );
}

export interface FailedProps {
  /** What could not be done: `Cannot read the cron jobs`. */
  what: string;
  /** The reason, in the words of whoever refused. */
  why: string;
  /** What to press, run or grant. */
  action: string;
  width: number;
}

/** Something failed: what, why, and what to do. */
export function Failed({what, why, action, width}: FailedProps) {
  const theme = useTheme();
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      <Line segments={fitCell([statusSegment(theme, 'critical', what)], width)} />
      <Details
        items={[
          {label: '  why', value: why, wrap: true},
          {label: '  try', value: action, wrap: true, tone: 'accent'},
        ]}
        width={width}
      />
    </Box>
  );
}
