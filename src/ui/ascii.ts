import {asciiGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.ts';
import {widthOf} from './text.ts';

/** Made when it is first asked: it loads Unicode data. */
let graphemes: Intl.Segmenter | undefined;
const nonAscii = /[^\x00-\x7E]/;

const punctuation: readonly (readonly [string, string])[] = [
  ['—', '-'],
  ['−', '-'],
  ['×', 'x'],
  ['÷', '/'],
  ['Δ', 'd'],
  ['←', '<'],
  ['↑', '^'],
  ['↓', 'v'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
];

const replacements = new Map<string, string>([...pairGlyphs(unicodeGlyphs, asciiGlyphs), ...punctuation]);

/**
 * The text in ASCII and in the same number of columns: glyphs become their counterparts, accented letters their
 * base letter, anything else question marks. For terminals whose locale or font has nothing past ASCII.
 */
export function toAscii(text: string): string {
  if (!nonAscii.test(text)) return text;
  let result = '';
  graphemes ??= new Intl.Segmenter('en', {granularity: 'grapheme'});
  for (const {segment} of graphemes.segment(text)) result += nonAscii.test(segment) ? fold(segment) : segment;
  return result;
}

function fold(grapheme: string): string {
  const known = replacements.get(grapheme);
  if (known !== undefined) return known;
  const width = widthOf(grapheme);
  const base = grapheme.normalize('NFKD').charAt(0);
  return width === 1 && base !== '' && !nonAscii.test(base) ? base : '?'.repeat(width);
}

/** Walks both sets at once and pairs every single character with its counterpart. */
function pairGlyphs(from: Glyphs, to: Glyphs): [string, string][] {
  const pairs = new Map<string, string>();
  const walk = (left: unknown, right: unknown) => {
    if (typeof left === 'string' && typeof right === 'string') {
      if (nonAscii.test(left) && !pairs.has(left)) pairs.set(left, right);
    } else if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
      const counterparts = new Map(Object.entries(right));
      for (const [name, value] of Object.entries(left)) walk(value, counterparts.get(name));
    }
  };
  walk(from, to);
  return [...pairs];
}
