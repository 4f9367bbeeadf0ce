import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {fitCell, mergeSegments, textOf, widthOfCell} from '../../../src/ui/segment.ts';
import {widthOf} from '../../../src/ui/text.ts';
import type {Tone} from '../../../src/ui/theme.ts';

const failing = [
  {text: '✗ FAILING', tone: 'critical'},
  {text: ' 7 times', tone: 'muted'},
] as const;

describe('fitCell', () => {
  it.each([
    [20, 'left', '✗ FAILING 7 times   '],
    [20, 'right', '   ✗ FAILING 7 times'],
    [17, 'left', '✗ FAILING 7 times'],
    [16, 'left', '✗ FAILING 7 tim…'],
    [9, 'left', '✗ FAILIN…'],
    [10, 'left', '✗ FAILING…'],
    [1, 'left', '…'],
    [0, 'left', ''],
  ] as const)('puts segments into %i columns, %s', (width, align, expected) => {
    expect(textOf(fitCell(failing, width, align))).toBe(expected);
  });

  it('keeps the tone of what is shown', () => {
    expect(fitCell(failing, 12)).toEqual([
      {text: '✗ FAILING', tone: 'critical'},
      {text: ' 7…', tone: 'muted'},
    ]);
  });

  it('takes exactly its columns where segments join into one character', () => {
    for (const width of [1, 2, 3, 5]) {
      expect(widthOf(textOf(fitCell([{text: '1'}, {text: '\u20e3'}, {text: 'abc'}], width)))).toBe(width);
      expect(widthOf(textOf(fitCell([{text: 'a'}, {text: '\u0d4e'}], width)))).toBe(width);
      expect(widthOf(textOf(fitCell([{text: 'ᄀ'}, {text: 'ᅡ'}, {text: 'b'}], width, 'right')))).toBe(width);
    }
  });

  it('takes exactly its columns, whatever the segments hold', () => {
    const anySegment = fc.record({
      text: fc.oneof(
        fc.string({unit: 'binary'}),
        fc.string({unit: 'grapheme'}),
        fc.constantFrom('', '\x1b[2J', '日本'),
      ),
      tone: fc.constantFrom<Tone>('plain', 'critical', 'muted'),
    });
    fc.assert(
      fc.property(
        fc.array(anySegment, {maxLength: 5}),
        fc.integer({min: 0, max: 40}),
        fc.constantFrom('left', 'right'),
        (segments, width, align) => {
          const line = textOf(fitCell(segments, width, align));
          expect(widthOf(line)).toBe(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        },
      ),
      {numRuns: 500},
    );
  });
});

describe('segments', () => {
  it('are measured as they are drawn', () => {
    expect(widthOfCell([{text: '日\x1b[1m本'}, {text: '\n'}])).toBe(5);
    expect(widthOfCell('a\tb')).toBe(4);
  });

  it('of one look become one', () => {
    expect(
      mergeSegments([
        {text: 'a', tone: 'ok'},
        {text: '', tone: 'muted'},
        {text: 'b', tone: 'ok'},
        {text: 'c', tone: 'ok', inverse: true},
        {text: 'd'},
        {text: 'e'},
      ]),
    ).toEqual([{text: 'ab', tone: 'ok'}, {text: 'c', tone: 'ok', inverse: true}, {text: 'de'}]);
  });
});
