import {Box} from 'ink';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {wrapText} from '../../ui/text.ts';

/** The least a screen can be drawn in. */
const least = {columns: 60, rows: 15};

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export function isTooSmall({columns, rows}: TerminalSize): boolean {
  return columns < least.columns || rows < least.rows;
}

/** What is there and what is needed, on as many lines as it takes; drawn again as soon as there is room. */
export function TooSmall({columns, rows}: TerminalSize) {
  const text = `lanewatch needs ${least.columns}x${least.rows}; this is ${columns}x${rows}.`;
  const lines = wrapText(text, columns).slice(0, rows);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {lines.map(line => (
        <Line key={line} segments={fitCell(line, columns)} />
      ))}
    </Box>
  );
}
