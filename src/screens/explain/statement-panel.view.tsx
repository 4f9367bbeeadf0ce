import {useMemo} from 'react';
import {Line} from '../../ui/line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {fitCell} from '../../ui/segment.ts';
import {cleanBlock, wrapText} from '../../ui/text.ts';

export interface StatementPanelProps {
  readonly title: string;
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** As much of a statement as the frame holds; the last line says how much more there is. */
export function StatementPanel({title, text, width, height}: StatementPanelProps) {
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const room = height - PANEL_FRAME_HEIGHT;
  const lines = useMemo(() => cutLines(text, innerWidth, room), [text, innerWidth, room]);
  return (
    <Panel title={title} width={width} height={height}>
      {lines.map((line, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
        <Line key={nth} segments={fitCell(line, innerWidth)} />
      ))}
    </Panel>
  );
}

function cutLines(text: string, width: number, room: number): readonly string[] {
  const lines = wrapText(cleanBlock(text.trim()), width);
  if (lines.length <= room) return lines;
  const shown = lines.slice(0, Math.max(0, room - 1));
  return [...shown, `… ${lines.length - shown.length} more lines`];
}
