import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatReportCsv} from '../../../src/report/report-csv.ts';

describe('a report as CSV', () => {
  it('has a header also without rows, and ends every line with CRLF', () => {
    expect(formatReportCsv([], ['a', 'b'])).toBe('a,b\r\n');
    expect(formatReportCsv([{a: 1, b: true}], ['a', 'b'])).toBe('a,b\r\n1,true\r\n');
  });

  it('quotes what would break a line or a field', () => {
    expect(formatReportCsv([{a: 'one, two', b: 'say "hi"\nthere'}], ['a', 'b'])).toBe(
      'a,b\r\n"one, two","say ""hi""\nthere"\r\n',
    );
  });

  it('writes moments in UTC, nothing for null, and lists as JSON', () => {
    const row = {at: new Date('2026-11-21T09:41:07.412Z'), none: null, list: [1, null]};
    expect(formatReportCsv([row], ['at', 'none', 'list'])).toBe(
      'at,none,list\r\n2026-11-21T09:41:07.412Z,,"[1,null]"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('keeps a spreadsheet from working out %j', text => {
    const [, line = ''] = formatReportCsv([{a: text}], ['a']).split('\r\n');
    expect(line).not.toMatch(/^"?[=+\-@\t]/);
  });

  it('leaves numbers below nought as they are', () => {
    expect(formatReportCsv([{a: -1.5}], ['a'])).toBe('a\r\n-1.5\r\n');
  });

  it('strips control sequences', () => {
    expect(formatReportCsv([{a: 'x\u001B]0;owned\u0007y'}], ['a'])).toBe('a\r\nxy\r\n');
  });

  it('is read back by any reader of RFC 4180', () => {
    const text = fc.string().filter(each => /^[\p{L}\p{N} ,"\n]*$/u.test(each) && each !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), {minLength: 1}), pairs => {
        const csv = formatReportCsv(
          pairs.map(([a, b]) => ({a, b})),
          ['a', 'b'],
        );
        expect(parse(csv, {from_line: 2, record_delimiter: '\r\n'})).toEqual(pairs);
      }),
    );
  });
});
