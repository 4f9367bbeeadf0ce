import {Box} from 'ink';
import {useState} from 'react';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {wrapText} from '../../ui/text.ts';
import {useKeys} from '../keys/use-keys.ts';
import {copiedKeys} from './copied.keys.ts';

export interface CopiedBoxProps {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

/** What was copied last, without a frame: it can be selected by hand where the terminal takes no OSC 52. */
export function CopiedBox({text, width, height, onClose}: CopiedBoxProps) {
  const [top, setTop] = useState(0);
  const lines = wrapText(text, width);
  const room = Math.max(1, height - 1);
  const last = Math.max(0, lines.length - room);
  useKeys(
    copiedKeys,
    {
      close: onClose,
      down: () => setTop(Math.min(last, top + 1)),
      up: () => setTop(Math.max(0, top - 1)),
    },
    {level: 'box'},
  );
  const position = last > 0 ? ` · ${top + 1}–${Math.min(lines.length, top + room)} of ${lines.length}` : '';
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Line segments={fitCell([{text: `Copied last${position}`, tone: 'title'}], width)} />
      {lines.slice(top, top + room).map((line, index) => {
        const place = `${top + index}`;
        return <Line key={place} segments={[{text: line}]} />;
      })}
    </Box>
  );
}
