import type {Segment} from './segment.ts';

/** Frames, lines, boxes and bars: pictures, whose numbers stand beside them in words. */
const pictures = /[\u2500-\u259F]+/g;
/** One glyph a run, four runs or more. */
const strip = /[✓✗↻·]{4,}/g;

const wordsOfRuns: readonly (readonly [string, string])[] = [
  ['✗', 'failed'],
  ['✓', 'succeeded'],
  ['↻', 'running'],
  ['·', 'missed'],
];

/** What a glyph says where no word of the same meaning follows it. */
const words: Readonly<Record<string, string>> = {
  '✓': 'ok',
  '✗': 'critical',
  '!': 'warning',
  '▲': 'up',
  '▼': 'down',
  '▶': 'selected:',
  '•': 'marked',
  '→': 'key',
  Δ: 'change by',
  '–': 'none',
};

/**
 * A line as it is read aloud: what stands in columns is divided by commas, glyphs are words, and pictures are left
 * out. Empty where nothing is left to say.
 */
export function toLinear(segments: readonly Segment[]): string {
  const text = segments
    .map(({text, inverse}) => (inverse ? text.replace(/\S/, 'chosen: $&') : text))
    .join('');
  return text
    .replaceAll(strip, countRuns)
    .replaceAll(pictures, '  ')
    .replaceAll(/[✓✗!↻‖●◌◐] (?=\p{L}|\d+ (?:critical|warning))|\? (?=unknown)/giu, '')
    .replaceAll(/[✓✗▲▼▶•→Δ] ?|(?<=^|\s)[!–](?: (?! )|(?=\s|$))/gu, glyph => `${words[glyph.trim()] ?? ''} `)
    .replaceAll(/ +· +/g, '  ')
    .trim()
    .replaceAll(/(?<=:) +/g, ' ')
    .replaceAll(/ {2,}/g, ', ')
    .replaceAll(/,(?=,)|^[, ]+|[, ]+$/g, '');
}

function countRuns(runs: string): string {
  return wordsOfRuns
    .map(([glyph, word]) => [[...runs].filter(each => each === glyph).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
