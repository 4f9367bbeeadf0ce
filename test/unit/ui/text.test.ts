import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {toAscii} from '../../../src/ui/ascii.ts';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../../src/ui/glyphs.ts';
import {clean, cleanBlock, fit as fitText, widthOf, wrapText} from '../../../src/ui/text.ts';

const anyText = fc.oneof(
  fc.string({unit: 'binary'}),
  fc.string({unit: 'grapheme'}),
  fc
    .array(
      fc.constantFrom(
        '\x1b[',
        '\x1b]0;',
        '\x07',
        '\u202e',
        '日',
        '👩‍👩‍👧',
        'e\u0301',
        '\ud800',
        'ᄀ',
        'ᅡ',
        ' ',
        'a',
      ),
    )
    .map(parts => parts.join('')),
);
const anyWidth = fc.integer({min: 0, max: 60});

describe('clean', () => {
  it.each([
    ['a colour', 'a\x1b[31mred\x1b[0m', 'ared'],
    ['clearing the screen', '\x1b[2J\x1b[Hgone', 'gone'],
    ['a window title', 'x\x1b]0;forged\x07y', 'xy'],
    ['a link', '\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\', 'click'],
    ['a title never closed', 'x\x1b]0;forged', 'x'],
    ['a device control string', 'a\x1bPq#0\x1b\\b', 'ab'],
    ['eight-bit sequences', 'a\x9b31mb', 'ab'],
    ['a nested sequence', '\x1b\x1b[31m[2Jx', '[2Jx'],
    ['a forged line', 'one\r\ntwo\nthree', 'one two three'],
    ['carriage return and backspace', 'safe\rX\b', 'safe X'],
    ['bidi override', 'user\u202etxt.exe', 'usertxt.exe'],
    ['zero-width', 'a\u200bd\u2060min\ufeff', 'admin'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['stacked marks', `a${'\u0301'.repeat(50)}`, 'a\u0301\u0301\u0301'],
    ['a tab', 'a\tb', 'a  b'],
    ['honest text', 'Ænder Ω 日本 👍', 'Ænder Ω 日本 👍'],
  ])('takes the sting out of %s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('lets no control, format or invisible character through', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(clean(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u);
        expect(cleanBlock(text)).not.toMatch(/[^\P{Cc}\n]/u);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });

  it('keeps the lines of a block', () => {
    expect(cleanBlock('SELECT 1\r\n\tFROM\x1b[2J t\u2028;')).toBe('SELECT 1\n  FROM t\n;');
  });
});

describe('fit', () => {
  it.each([
    ['abc', 5, 'left', 'abc  '],
    ['abc', 5, 'right', '  abc'],
    ['abcdef', 4, 'left', 'abc…'],
    ['日本語', 5, 'left', '日本…'],
    ['日本語', 4, 'left', '日… '],
    ['日本', 6, 'right', '  日本'],
    ['abc', 1, 'left', '…'],
    ['abc', 0, 'left', ''],
  ] as const)('puts %j into %i columns, %s', (text, width, align, expected) => {
    expect(fitText(text, width, align)).toBe(expected);
  });

  it('takes exactly the columns it is given, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyWidth, fc.constantFrom('left', 'right'), (text, width, align) => {
        expect(stringWidth(fitText(clean(text), width, align))).toBe(width);
      }),
      {numRuns: 500},
    );
  });
});

describe('wrapText', () => {
  it('breaks at spaces, and inside a word only where it must', () => {
    expect(wrapText('permission denied for table submissions', 17)).toEqual([
      'permission denied',
      'for table',
      'submissions',
    ]);
    expect(wrapText('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrapText('one\n\n  two', 20)).toEqual(['one', '', '  two']);
  });

  it('exceeds no width and loses no visible character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({min: 2, max: 40}), (text, width) => {
        const cleaned = cleanBlock(text);
        const lines = wrapText(cleaned, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(cleaned.replaceAll(/\s/g, ''));
      }),
    );
  });
});

describe('toAscii', () => {
  it('draws everything in ASCII and in as many columns', () => {
    fc.assert(
      fc.property(anyText, text => {
        const cleaned = clean(text);
        expect(toAscii(cleaned)).toMatch(/^[ -~]*$/);
        expect(toAscii(cleaned)).toHaveLength(widthOf(cleaned));
      }),
    );
  });

  it('keeps what can be kept', () => {
    expect(toAscii('✓ café → 3–4 日')).toBe('+ cafe > 3-4 ??');
  });
});

describe('glyphs', () => {
  const flatten = (glyphs: Glyphs) =>
    Object.entries(glyphs).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, value] as const]
        : Object.entries(value).map(([part, glyph]) => [`${name}.${part}`, String(glyph)] as const),
    );

  it.each([...flatten(unicodeGlyphs), ...flatten(asciiGlyphs)])('%s %s is one column wide', (_, glyph) => {
    expect(stringWidth(glyph)).toBe(1);
  });

  it('tells the states of a job apart in ASCII too', () => {
    const {ok, critical, warning, unknown, running, paused} = asciiGlyphs;
    expect(new Set([ok, critical, warning, unknown, running, paused]).size).toBe(6);
  });
});
