import {catalogue} from '../../src/queries/index.ts';
import type {Answer} from './render-monitor.tsx';

/** What a name, a message or a payload could hold to reach the terminal behind it, by what it would do. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'set the title': '\u001b]0;owned\u0007',
  'set the title and never end': '\u001b]2;owned',
  'set the clipboard': '\u001b]52;c;b3duZWQ=\u001b\\',
  'write a link': '\u001b]8;;http://owned.example\u001b\\here\u001b]8;;\u001b\\',
  'clear the screen': '\u001b[2J\u001b[H',
  'move the cursor': '\u001b[5A\u001b[99D\r\b\b',
  'colour what follows': '\u001b[31;7m',
  'leave the alternate screen': '\u001b[?1049l\u001b[?25h',
  'reset the terminal': '\u001bc',
  'ask for an answer that is typed': '\u001b[6n\u001bZ\u001b[c',
  'send eight-bit controls': '\u009b2J\u009d0;owned\u009c\u0090q\u009c\u0085',
  'run a device control string': '\u001bP+q544e\u001b\\\u001b_Gf=100;AAAA\u001b\\\u001b^x\u001b\\',
  'forge a line': '\nowned  ✓ OK\r\nowned\u2028owned\u2029\u000b\u000c',
  'turn the direction': '\u202eowned\u202c\u2066owned\u2069\u200f\u061c',
  'hide letters': 'ow\u200b\u200d\u00ad\u2060\ufeff\u{e0041}\u{e007f}ned',
  'stack marks': 'o' + '\u0301\u0302\u0303\u0304'.repeat(8),
  'break the text': 'NUL\u0000DEL\u007f\ud800',
  'take more room than it counts': '💥👩‍👩‍👧‍👦🇩🇪表表ﷺ',
};

/** Whether anything is left of it that a terminal acts on, reorders or does not show. */
export const stillHostile = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]|\p{Surrogate}/u;

/** The answers with a text before each string that the shape of the row lets somebody else choose. */
export function withText(answers: Readonly<Record<string, Answer>>, text: string): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => {
      if (typeof answer === 'function') return [name, params => rowsWithText(name, answer(params), text)];
      return [name, Array.isArray(answer) ? rowsWithText(name, answer, text) : answer];
    }),
  );
}

function rowsWithText(name: string, rows: readonly object[], text: string): readonly object[] {
  const query = catalogue.find(known => known.name === name);
  if (!query) throw new Error(`There is no query ${name}.`);
  return rows.map(row =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => {
        const changed = prefixStrings(value, text);
        const isAllowed = query.row.safeParse({...row, [column]: changed}).success;
        return [column, isAllowed ? changed : value];
      }),
    ),
  );
}

function prefixStrings(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text + value;
  if (Array.isArray(value)) return value.map(each => prefixStrings(each, text));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, prefixStrings(each, text)]));
}
