import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {Line} from './line.tsx';
import {useReadAloud} from './read-aloud.ts';
import {clean, truncate, widthOf} from './text.ts';
import {type TextStyle, type Tone, useTheme} from './theme.ts';

export interface PanelProps {
  title: string;
  width: number;
  /** All lines, the frame's two included. */
  height: number;
  /** The tone of the frame: `accent` where the keys go, `muted` elsewhere. */
  tone?: Tone;
  /** The lines draw the inner margin themselves: over another panel its blanks would let that shine through. */
  isFlush?: boolean;
  children?: ReactNode;
}

/** What the frame and its inner margin take from a panel's width. */
export const PANEL_FRAME_WIDTH = 4;
/** What the frame takes from a panel's height. */
export const PANEL_FRAME_HEIGHT = 2;

/** A frame with its title in the upper edge. Nothing in it draws past it. */
export function Panel({title, width, height, tone = 'muted', isFlush = false, children}: PanelProps) {
  const theme = useTheme();
  const isReadAloud = useReadAloud();
  const {frame} = theme.glyphs;
  if (width < PANEL_FRAME_WIDTH || height < PANEL_FRAME_HEIGHT) return null;
  const shown = truncate(clean(title), width - PANEL_FRAME_WIDTH - 1);
  const label = shown === '' ? '' : ` ${shown} `;
  const rest = frame.horizontal.repeat(width - 2 - widthOf(label));
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {/* Read aloud, a panel beside another begins on a line of its own. */}
      {isReadAloud && <Text>{'\n'}</Text>}
      <Line
        segments={[
          {text: frame.topLeft, tone},
          {text: label, tone: 'title'},
          {text: rest + frame.topRight, tone},
        ]}
      />
      <Box
        flexDirection="column"
        width={width}
        height={height - 1}
        flexShrink={0}
        overflow="hidden"
        paddingX={isFlush ? 0 : 1}
        borderTop={false}
        borderStyle={{
          topLeft: frame.topLeft,
          top: frame.horizontal,
          topRight: frame.topRight,
          left: frame.vertical,
          right: frame.vertical,
          bottomLeft: frame.bottomLeft,
          bottom: frame.horizontal,
          bottomRight: frame.bottomRight,
        }}
        {...borderOf(theme.style(tone))}
      >
        {children}
      </Box>
    </Box>
  );
}

/** Ink's borders know colour and dim, but no bold. */
function borderOf({color, dimColor}: TextStyle): {borderColor?: string; borderDimColor?: boolean} {
  return {
    ...(color === undefined ? {} : {borderColor: color}),
    ...(dimColor === undefined ? {} : {borderDimColor: dimColor}),
  };
}
