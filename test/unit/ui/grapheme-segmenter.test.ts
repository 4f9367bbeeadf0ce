import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {GraphemeSegmenter} from '../../../src/ui/grapheme-segmenter.ts';

const real = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const split = (segmenter: Pick<Intl.Segmenter, 'segment'> | GraphemeSegmenter, text: string) =>
  [...segmenter.segment(text)].map(({segment, index}) => ({segment, index}));

describe('GraphemeSegmenter', () => {
  it.each([
    '',
    'plain text, with dashes – and frames │─┐',
    '\u001B[31mred\u001B[0m\nnext',
    'a line\r\nthe next',
    'e\u0301 and é',
    '👩‍👩‍👧 family, 漢字, 🇩🇪',
  ])('splits %j as Unicode does', text => {
    expect(split(new GraphemeSegmenter(), text)).toEqual(split(real, text));
  });

  it('agrees with Unicode on any text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), text => {
        expect(split(new GraphemeSegmenter(), text)).toEqual(split(real, text));
      }),
    );
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom('a', '─', '\u001B', '\n', 'é', '✓', ' ')}), text => {
        expect(split(new GraphemeSegmenter(), text)).toEqual(split(real, text));
      }),
    );
  });

  it('finds the grapheme at a place', () => {
    expect(new GraphemeSegmenter().segment('ab').containing(1)).toMatchObject({segment: 'b', index: 1});
  });
});
