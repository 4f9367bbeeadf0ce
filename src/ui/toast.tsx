import {Line} from './line.tsx';
import {fitCell} from './segment.ts';
import {statusSegment} from './status.ts';
import {useTheme} from './theme.ts';

export interface ToastProps {
  tone: 'ok' | 'warning' | 'critical' | 'running' | 'unknown';
  text: string;
  width: number;
}

/** What became of the last action, in one line. */
export function Toast({tone, text, width}: ToastProps) {
  return <Line segments={fitCell([statusSegment(useTheme(), tone, text)], width)} />;
}
