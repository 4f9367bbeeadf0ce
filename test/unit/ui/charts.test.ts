import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {bar} from '../../../src/ui/bar.ts';
import {boxPlot} from '../../../src/ui/box-plot.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../src/ui/glyphs.ts';
import {lineChart} from '../../../src/ui/line-chart.ts';
import {runStrip} from '../../../src/ui/run-strip.ts';
import {formatAxis} from '../../../src/ui/scale.ts';
import {textOf} from '../../../src/ui/segment.ts';
import {sparkline} from '../../../src/ui/sparkline.ts';

const levels = unicodeGlyphs.sparkline;
const anyValues = fc.array(fc.option(fc.double({min: -1e6, max: 1e6, noNaN: true})), {maxLength: 80});

describe('sparkline', () => {
  it.each<[string, (number | null)[], object, string]>([
    ['its own range', [0, 50, 100], {}, '▁▅█'],
    ['a given range', [0, 5, 10], {min: 0, max: 100}, '▁▁▂'],
    ['values beyond it', [-5, 200], {min: 0, max: 100}, '▁█'],
    ['gaps', [1, null, Number.NaN, 2], {}, '▁  █'],
    ['a level line', [7, 7, 7], {}, '▃▃▃'],
    ['nothing', [], {}, ''],
    ['nothing known', [null, null], {}, '  '],
  ])('draws %s', (_, values, range, expected) => {
    expect(sparkline(values, {levels, ...range})).toBe(expected);
  });

  it('has a column for each value', () => {
    fc.assert(fc.property(anyValues, values => sparkline(values, {levels}).length === values.length));
  });
});

describe('runStrip', () => {
  it('shows the newest runs that fit', () => {
    const outcomes = ['ok', 'ok', 'failed', 'missed', 'unknown', 'running'] as const;
    expect(textOf(runStrip(outcomes, {glyphs: unicodeGlyphs}))).toBe('✓✓✗·?↻');
    expect(textOf(runStrip(outcomes, {glyphs: unicodeGlyphs, width: 3}))).toBe('·?↻');
    expect(textOf(runStrip(outcomes, {glyphs: asciiGlyphs}))).toBe('++x.?@');
    expect(runStrip(outcomes, {glyphs: unicodeGlyphs})[2]?.tone).toBe('critical');
    expect(runStrip(outcomes, {glyphs: unicodeGlyphs, width: 0})).toEqual([]);
  });
});

describe('boxPlot', () => {
  const options = {width: 41, from: 0, to: 100, glyphs: unicodeGlyphs.boxPlot};

  it('draws whiskers, box and median to scale', () => {
    expect(boxPlot({p10: 10, p25: 25, p50: 50, p75: 75, p90: 90}, options)).toBe(
      '    ·─────[█████████│█████████]─────·    ',
    );
  });

  it('draws the extremes as points', () => {
    expect(boxPlot({p10: 10, p25: 25, p50: 50, p75: 75, p90: 90, min: 0, max: 100}, options)).toBe(
      '·   ·─────[█████████│█████████]─────·   ·',
    );
  });

  it('shows the median of what falls into one column', () => {
    expect(boxPlot({p10: 50, p25: 50, p50: 50, p75: 50, p90: 50}, {...options, width: 5})).toBe('  │  ');
    expect(boxPlot({p10: 1, p25: 2, p50: 3, p75: 4, p90: 5}, {...options, width: 1})).toBe('│');
  });

  it('is blank where a value is missing, and always as wide as asked', () => {
    expect(boxPlot({p10: Number.NaN, p25: 1, p50: 2, p75: 3, p90: 4}, {...options, width: 6})).toBe('      ');
    fc.assert(
      fc.property(
        fc.array(fc.double(), {minLength: 5, maxLength: 5}),
        fc.integer({min: 0, max: 60}),
        (some, width) => {
          const [p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0] = some;
          return boxPlot({p10, p25, p50, p75, p90}, {...options, width}).length === width;
        },
      ),
    );
  });

  it('has an axis with as many marks as fit', () => {
    expect(formatAxis({from: 0, to: 100, width: 41})).toBe('0         25        50        75      100');
    expect(formatAxis({from: 0, to: 100, width: 9})).toBe('0     100');
    expect(formatAxis({from: 0, to: 100, width: 3})).toBe('   ');
    for (let width = 0; width < 60; width += 1)
      expect(formatAxis({from: 0, to: 1000, width})).toHaveLength(width);
  });
});

describe('bar', () => {
  it('fills to an eighth of a column', () => {
    expect(bar(0.5, 4, unicodeGlyphs)).toBe('██░░');
    expect(bar(0.53125, 4, unicodeGlyphs)).toBe('██▏░');
    expect(bar(0.5, 4, asciiGlyphs)).toBe('##..');
    expect([bar(-1, 3, unicodeGlyphs), bar(7, 3, unicodeGlyphs), bar(Number.NaN, 2, unicodeGlyphs)]).toEqual([
      '░░░',
      '███',
      '░░',
    ]);
  });

  it('is as wide as asked', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.integer({min: 0, max: 50}),
        (share, width) => bar(share, width, unicodeGlyphs).length === width,
      ),
    );
  });
});

describe('lineChart', () => {
  const options = {width: 20, height: 3, glyphs: unicodeGlyphs.chart};

  it('draws a falling line beside its labels', () => {
    expect(lineChart([60, 50, 50, 40], {...options, width: 11})).toEqual([
      '60.0 ┼╮    ',
      '50.0 ┤╰──╮ ',
      '40.0 ┤   ╰─',
    ]);
  });

  it('leaves a gap where weeks are missing', () => {
    expect(lineChart([60, 60, null, null, 40, 40], {...options, width: 12})).toEqual([
      '60.0 ┼──    ',
      '50.0 ┤      ',
      '40.0 ┤    ──',
    ]);
  });

  it('shows a single value between gaps', () => {
    expect(lineChart([null, 5, null], {...options, width: 30, height: 3})[1]).toMatch(/^5\.0 ┤ +─ +$/);
  });

  it('drops the labels where there is no room, and draws nothing for nothing', () => {
    expect(lineChart([1, 2], {...options, width: 4})[0]).not.toContain('.');
    expect(lineChart([null, null], options)).toEqual([]);
    expect(lineChart([], options)).toEqual([]);
  });

  it('draws in ASCII too', () => {
    expect(lineChart([60, 50, 50, 40], {...options, glyphs: asciiGlyphs.chart}).join('')).toMatch(/^[ -~]*$/);
  });

  it('has exactly the lines and columns asked for', () => {
    fc.assert(
      fc.property(
        anyValues,
        fc.integer({min: 1, max: 90}),
        fc.integer({min: 1, max: 20}),
        (values, width, height) => {
          const lines = lineChart(values, {...options, width, height});
          const known = values.some(value => value !== null);
          expect(lines).toHaveLength(known ? height : 0);
          for (const line of lines) expect(line).toHaveLength(width);
          // Every known value of a series that fits is on the chart.
          if (known && values.length <= width / 3) expect(lines.join('')).toMatch(/[─╰╭╮╯]/);
        },
      ),
    );
  });
});
