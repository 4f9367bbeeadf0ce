import type {IBufferCell, Terminal} from '@xterm/headless';

/** The 16 colours of the pictures' dark background, in the terminal's order. */
const palette = [
  '#1d2021',
  '#fb4934',
  '#98971a',
  '#d79921',
  '#458588',
  '#b16286',
  '#689d6a',
  '#d5c4a1',
  '#928374',
  '#fb4934',
  '#b8bb26',
  '#fabd2f',
  '#83a598',
  '#d3869b',
  '#8ec07c',
  '#fbf1c7',
];
const foreground = '#ebdbb2';
const background = '#1d2021';
const cellWidth = 8.4;
const cellHeight = 17;
const margin = 12;

interface Run {
  readonly column: number;
  readonly text: string;
  readonly style: string;
  readonly inverse: boolean;
}

/** Draws what a terminal shows as an SVG picture, cell by cell, in whatever fixed-width font there is. */
export function drawSvg(terminal: Terminal, title: string): string {
  const width = terminal.cols * cellWidth + 2 * margin;
  const height = terminal.rows * cellHeight + 2 * margin;
  const rows = Array.from({length: terminal.rows}, (_, row) =>
    runsOf(terminal, row)
      .map(run => drawRun(run, row))
      .join(''),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...rows.filter(row => row !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbouring cells that look alike, without blank ones at either end. */
function runsOf(terminal: Terminal, row: number): Run[] {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  const runs: Run[] = [];
  for (let column = 0; line && column < terminal.cols; column += 1) {
    const cell = line.getCell(column);
    if (!cell || cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const inverse = cell.isInverse() !== 0;
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    if (
      last &&
      last.style === style &&
      last.inverse === inverse &&
      last.column + last.text.length === column
    ) {
      runs[runs.length - 1] = {...last, text: last.text + text};
    } else runs.push({column, text, style, inverse});
  }
  return runs.filter(({text, inverse}) => inverse || text.trim() !== '');
}

function styleOf(cell: IBufferCell): string {
  const colour = cell.isFgPalette() ? (palette[cell.getFgColor()] ?? foreground) : foreground;
  const fill = cell.isInverse() ? background : colour;
  return `fill="${fill}"${cell.isBold() ? ' font-weight="bold"' : ''}${cell.isDim() ? ' opacity="0.6"' : ''}`;
}

function drawRun({column, text, style, inverse}: Run, row: number): string {
  const x = margin + column * cellWidth;
  const y = margin + row * cellHeight;
  const length = (text.length * cellWidth).toFixed(1);
  const block = inverse
    ? `<rect x="${x.toFixed(1)}" y="${y}" width="${length}" height="${cellHeight}" fill="${foreground}"/>`
    : '';
  return `${block}<text x="${x.toFixed(1)}" y="${y + 13}" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${style}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
