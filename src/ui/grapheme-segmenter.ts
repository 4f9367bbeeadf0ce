import {isNarrow} from './narrow-text.ts';

/** What the control sequences of a terminal begin with, and line ends: a grapheme each, as in Unicode's rules. */
const breaks = /[\u001B\n]/g;

interface Grapheme {
  readonly segment: string;
  readonly index: number;
}

/**
 * Splits text into graphemes like `Intl.Segmenter`, whose Unicode data is loaded only for text that needs it: of plain
 * narrow text each character is one.
 */
export class GraphemeSegmenter {
  #segmenter: Intl.Segmenter | undefined;

  segment(text: string): Iterable<Grapheme> & Pick<Intl.Segments, 'containing'> {
    if (!isNarrow(text.replace(breaks, ''))) return this.#segment(text);
    return {
      [Symbol.iterator]: () => eachCharacter(text),
      containing: index => this.#segment(text).containing(index),
    };
  }

  #segment(text: string): Intl.Segments {
    this.#segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
    return this.#segmenter.segment(text);
  }
}

function* eachCharacter(text: string): Generator<Grapheme> {
  for (let index = 0; index < text.length; index += 1) yield {segment: text.charAt(index), index};
}
