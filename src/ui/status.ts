import type {Glyphs} from './glyphs.ts';
import type {Segment} from './segment.ts';
import type {Theme, Tone} from './theme.ts';

const glyphNames = {
  ok: 'ok',
  critical: 'critical',
  warning: 'warning',
  unknown: 'unknown',
  running: 'running',
  paused: 'paused',
} as const satisfies Partial<Record<Tone, keyof Glyphs>>;

/** A state as lanewatch always shows one: its glyph, its word, its colour. */
export function statusSegment(theme: Theme, tone: keyof typeof glyphNames, word = ''): Segment {
  const glyph = theme.glyphs[glyphNames[tone]];
  return {text: word === '' ? glyph : `${glyph} ${word}`, tone};
}
