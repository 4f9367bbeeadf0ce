import {createContext, useContext} from 'react';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.ts';

/** What a piece of text means; how it looks follows from the theme alone. */
export type Tone =
  | 'plain'
  | 'muted'
  | 'accent'
  | 'ok'
  | 'warning'
  | 'critical'
  | 'unknown'
  | 'running'
  | 'paused'
  | 'title';

/** Properties of Ink's `<Text>`. Colours are of the terminal's own 16, so that they fit its background. */
export interface TextStyle {
  color?: string;
  bold?: boolean;
  dimColor?: boolean;
  inverse?: boolean;
  underline?: boolean;
}

export interface Theme {
  /** The same object for the same tone, so that memoised rows stay memoised. */
  style(tone: Tone): TextStyle;
  glyphs: Glyphs;
  colour: boolean;
  ascii: boolean;
}

/**
 * No state is told by red against green: critical is bold as well as red, and whoever draws a state adds its glyph
 * and its word.
 */
const coloured: Record<Tone, TextStyle> = {
  plain: {},
  muted: {dimColor: true},
  accent: {color: 'cyan'},
  ok: {color: 'green'},
  warning: {color: 'yellow', bold: true},
  critical: {color: 'red', bold: true},
  unknown: {color: 'magenta'},
  running: {color: 'blueBright'},
  paused: {color: 'magenta', dimColor: true},
  title: {bold: true},
};

const colourless: Record<Tone, TextStyle> = {
  plain: {},
  muted: {dimColor: true},
  accent: {bold: true},
  ok: {},
  warning: {bold: true},
  critical: {bold: true, inverse: true},
  unknown: {underline: true},
  running: {underline: true},
  paused: {dimColor: true},
  title: {bold: true},
};

/** A theme without `colour` keeps bold, dim, inverse and underline; one with `ascii` draws nothing past 0x7E. */
export function createTheme({colour, ascii}: {colour: boolean; ascii: boolean}): Theme {
  const styles = colour ? coloured : colourless;
  return {style: tone => styles[tone], glyphs: ascii ? asciiGlyphs : unicodeGlyphs, colour, ascii};
}

export const ThemeContext = createContext<Theme>(createTheme({colour: true, ascii: false}));

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
