import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {showProgress} from '../../../src/commands/refresh-progress.ts';
import {describeOutcome} from '../../../src/commands/refresh-report.ts';
import {asciiGlyphs, unicodeGlyphs} from '../../../src/ui/glyphs.ts';

describe('the progress of a refresh', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function terminal(columns = 80, isTTY = true) {
    const writes: string[] = [];
    return {isTTY, columns, writes, write: (text: string) => writes.push(text)};
  }

  it('is one line with the time it takes and usually takes', () => {
    const stream = terminal();
    const progress = showProgress(stream, new Map([['mv_agent_progress', 12_345]]), unicodeGlyphs);
    progress.begin('mv_agent_progress');
    vi.advanceTimersByTime(1000);
    expect(stream.writes.at(-1)).toBe(
      '\r\u001B[Krefreshing mv_agent_progress  █▋░░░░░░░░░░░░░░░░░░  1.0 s, usually 12.3 s',
    );
    progress.clear();
    expect(stream.writes.at(-1)).toBe('\r\u001B[K');
  });

  it('ends with the view, and begins anew with the next', () => {
    const stream = terminal();
    const progress = showProgress(stream, new Map(), asciiGlyphs);
    progress.begin('mv_one');
    progress.begin('mv_two');
    progress.clear();
    const count = stream.writes.length;
    vi.advanceTimersByTime(5000);
    expect(stream.writes.length).toBe(count);
    expect(stream.writes.join('')).toBe(
      '\r\u001B[Krefreshing mv_one  0.0 s\r\u001B[K\r\u001B[Krefreshing mv_two  0.0 s\r\u001B[K',
    );
  });

  it('never wraps', () => {
    const stream = terminal(20);
    showProgress(stream, new Map(), asciiGlyphs).begin('mv_lane_score_distribution');
    expect(stream.writes.at(-1)).toBe('\r\u001B[Krefreshing mv_lane…');
  });

  it('says nothing where nobody watches', () => {
    const stream = terminal(80, false);
    const progress = showProgress(stream, new Map(), asciiGlyphs);
    progress.begin('mv_agent_progress');
    progress.clear();
    expect(stream.writes).toEqual([]);
  });
});

describe('the line of an outcome', () => {
  const outcome = {viewName: 'mv_x', cause: 'manual', durationMs: 1234, rowCount: 4096, error: null};

  it('tells how long and how many', () => {
    expect(describeOutcome({...outcome, status: 'succeeded'})).toMatch(
      /^mv_x +succeeded {2}1\.2 s {2}4,096 rows$/,
    );
    expect(describeOutcome({...outcome, status: 'succeeded', rowCount: 1, cause: 'initial'})).toMatch(
      / 1 row, filled for the first time$/,
    );
  });

  it('passes on no escape sequence of the server', () => {
    const told = describeOutcome({...outcome, status: 'failed', error: 'bad\u001B[2J\nthing\u202E'});
    expect(told).toMatch(/failed {2}bad \[2J thing$/);
  });
});
