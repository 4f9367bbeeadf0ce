/** The line-drawing characters of a frame. */
export interface FrameGlyphs {
  topLeft: string;
  topRight: string;
  bottomLeft: string;
  bottomRight: string;
  horizontal: string;
  vertical: string;
}

/** The characters of a box plot, from whisker end to whisker end. */
export interface BoxPlotGlyphs {
  end: string;
  whisker: string;
  open: string;
  close: string;
  box: string;
  median: string;
}

/** The ten characters asciichart draws with, in its own order. */
export type ChartGlyphs = readonly string[];

/** Every symbol lanewatch draws. Each is exactly one column wide, in both sets, so that no layout depends on the set. */
export interface Glyphs {
  ok: string;
  critical: string;
  warning: string;
  unknown: string;
  running: string;
  paused: string;
  cursor: string;
  mark: string;
  live: string;
  waiting: string;
  readonly: string;
  up: string;
  down: string;
  level: string;
  /** Points at where to go, as in `→ 2`. */
  arrow: string;
  /** A run that should have been and was not. */
  absent: string;
  /** A value that is not there. */
  dash: string;
  ellipsis: string;
  rule: string;
  /** Eight heights, lowest first. */
  sparkline: readonly string[];
  barFull: string;
  barEmpty: string;
  /** Eighths of a full bar cell, thinnest first; empty where the terminal has none. */
  barParts: readonly string[];
  frame: FrameGlyphs;
  boxPlot: BoxPlotGlyphs;
  chart: ChartGlyphs;
}

export const unicodeGlyphs: Glyphs = {
  ok: '✓',
  critical: '✗',
  warning: '!',
  unknown: '?',
  running: '↻',
  paused: '‖',
  cursor: '▶',
  mark: '•',
  live: '●',
  waiting: '◌',
  readonly: '◐',
  up: '▲',
  down: '▼',
  level: '=',
  arrow: '→',
  absent: '·',
  dash: '–',
  ellipsis: '…',
  rule: '─',
  sparkline: [...'▁▂▃▄▅▆▇█'],
  barFull: '█',
  barEmpty: '░',
  barParts: [...'▏▎▍▌▋▊▉'],
  frame: {
    topLeft: '┌',
    topRight: '┐',
    bottomLeft: '└',
    bottomRight: '┘',
    horizontal: '─',
    vertical: '│',
  },
  boxPlot: {end: '·', whisker: '─', open: '[', close: ']', box: '█', median: '│'},
  chart: [...'┼┤╶╴─╰╭╮╯│'],
};

export const asciiGlyphs: Glyphs = {
  ok: '+',
  critical: 'x',
  warning: '!',
  unknown: '?',
  running: '@',
  paused: '"',
  cursor: '>',
  mark: '*',
  live: 'o',
  waiting: '.',
  readonly: '%',
  up: '^',
  down: 'v',
  level: '=',
  arrow: '>',
  absent: '.',
  dash: '-',
  ellipsis: '~',
  rule: '-',
  sparkline: [...'_.,-=+*#'],
  barFull: '#',
  barEmpty: '.',
  barParts: [],
  frame: {
    topLeft: '+',
    topRight: '+',
    bottomLeft: '+',
    bottomRight: '+',
    horizontal: '-',
    vertical: '|',
  },
  boxPlot: {end: '.', whisker: '-', open: '[', close: ']', box: '#', median: '|'},
  chart: [..."++---`,.'|"],
};
