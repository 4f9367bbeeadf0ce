import {createContext, useContext} from 'react';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.ts';
import type {ThemeName} from './theme-names.ts';

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
const dark: Record<Tone, TextStyle> = {
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

/** For light backgrounds, on which yellow and the bright colours cannot be read. */
const light: Record<Tone, TextStyle> = {
  ...dark,
  accent: {color: 'blue'},
  warning: {color: 'magenta', bold: true},
  unknown: {color: 'cyan', underline: true},
  running: {color: 'blue', bold: true},
};

/** Blue against yellow, which all but a few people tell apart; what is critical stands out by its shape alone. */
const colourBlind: Record<Tone, TextStyle> = {
  ...dark,
  ok: {color: 'blueBright'},
  warning: {color: 'yellowBright', bold: true},
  critical: {color: 'whiteBright', bold: true, inverse: true},
  unknown: {underline: true},
  running: {color: 'cyanBright'},
  paused: {dimColor: true},
};

const mono: Record<Tone, TextStyle> = {
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

const stylesOf: Record<ThemeName, Record<Tone, TextStyle>> = {
  dark,
  light,
  'colour-blind': colourBlind,
  mono,
};

export interface ThemeOptions {
  name?: ThemeName;
  /** Without it bold, dim, inverse and underline are left, as in `mono`. */
  colour: boolean;
  /** Nothing past 0x7E is drawn. */
  ascii: boolean;
}

export function createTheme({name = 'dark', colour, ascii}: ThemeOptions): Theme {
  const styles = stylesOf[colour ? name : 'mono'];
  return {style: tone => styles[tone], glyphs: ascii ? asciiGlyphs : unicodeGlyphs, colour, ascii};
}

export const ThemeContext = createContext<Theme>(createTheme({colour: true, ascii: false}));

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
