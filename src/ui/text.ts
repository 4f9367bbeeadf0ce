import stringWidth from 'string-width';
import {isNarrow} from './narrow-text.ts';

/** Made when it is first asked: it loads Unicode data. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Whole escape sequences, so that their parameters do not stay behind as text: CSI, then the string commands (OSC,
 * DCS, SOS, PM, APC) up to their terminator, or to the end of the line where one was never closed, then the rest.
 */
const escapeSequences =
  /(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?|(?:\x1B[\]PX^_]|[\x90\x98\x9D-\x9F])[^\x07\x1B\x9C\n]*(?:\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]?/g;

/**
 * What a terminal acts on or does not show: controls, bidi overrides and isolates, joiners, zero-width spaces,
 * variation selectors, tags. An emoji that was joined from several falls apart into its parts, which keeps its
 * width the same in every terminal.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
const stackedMarks = /(\p{M}{3})\p{M}+/gu;

/** One line of text that cannot move the cursor, hide or reorder anything. Newlines and tabs become spaces. */
export function clean(text: string): string {
  if (isNarrow(text)) return text;
  return cleanBlock(text).replaceAll('\n', ' ');
}

/** Like `clean`, for text of many lines: newlines stay, a tab becomes two spaces. */
export function cleanBlock(text: string): string {
  return text
    .toWellFormed()
    .replace(escapeSequences, '')
    .replace(/\r\n?|[\u2028\u2029\x0B\x0C\x85]/g, '\n')
    .replaceAll('\t', '  ')
    .split('\n')
    .map(line => line.replace(invisible, '').replace(stackedMarks, '$1'))
    .join('\n');
}

/** The columns a terminal gives to the text. */
export function widthOf(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

/** The text in exactly `width` columns: padded with spaces, or cut with an ellipsis. Expects cleaned text. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return '';
  if (isNarrow(text)) {
    if (text.length > width) return text.slice(0, width - 1) + '…';
    return align === 'right' ? text.padStart(width) : text.padEnd(width);
  }
  const shown = truncate(text, width);
  let line = shown;
  // Counted on the whole line: a space may join the character before it into one cell.
  while (widthOf(line) < width) line = align === 'right' ? ' ' + line : line + ' ';
  return line;
}

/** The text in at most `width` columns; an ellipsis stands for what was cut. */
export function truncate(text: string, width: number): string {
  if (width <= 0) return '';
  if (widthOf(text) <= width) return text;
  return sliceColumns(text, width - 1) + '…';
}

/** The end of the text in at most `width` columns, for a text that is being typed. */
export function truncateStart(text: string, width: number): string {
  if (width <= 0) return '';
  if (widthOf(text) <= width) return text;
  const end = [...text].slice(1 - width);
  while (widthOf(end.join('')) >= width) end.shift();
  return `…${end.join('')}`;
}

/** The text in lines of at most `width` columns, broken at spaces where there are any; its own newlines are kept. */
export function wrapText(text: string, width: number): string[] {
  if (width <= 0) return [];
  return text.split('\n').flatMap(line => wrapLine(line, width));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<= )(?=[^ ])/)) {
    if (widthOf(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    let rest = piece;
    while (widthOf(rest.trimEnd()) > width) {
      const head = sliceColumns(rest, width) || firstCodePoint(rest);
      lines.push(widthOf(head) > width ? '…' : head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  lines.push(line.trimEnd());
  return lines;
}

/** As many whole characters from the front as `width` columns hold. */
function sliceColumns(text: string, width: number): string {
  let end = 0;
  let used = 0;
  graphemes ??= new Intl.Segmenter('en', {granularity: 'grapheme'});
  for (const {segment, index} of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** For a character wider than the whole line: its parts are better than nothing. */
function firstCodePoint(text: string): string {
  for (const character of text) return character;
  return '';
}
