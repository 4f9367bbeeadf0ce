import {setTimeout as delay} from 'node:timers/promises';
import type {Terminal} from '../../test/support/terminal.ts';
import {rowName} from './full-tables.ts';

/** What people press on a list, each so that something moves: rows, pages, ends, a filter as it is typed. */
const moves = ['j', 'j', 'pgdn', 'pgdn', 'k', 'pgup', 'G', 'k', 'pgup', 'g'];
const filters = ['/', '7', '7', 'enter', 'j', 'j', 'G', 'g', '/', 'ctrl-u', 'enter'];
const sorts = ['>', 'pgdn', 'o', 'o', '<'];

/** Nobody presses in step with the beat of the program. */
const pauseMs = () => 40 + Math.random() * 80;

/**
 * Presses keys one after the other, each until the list shows that it was obeyed; milliseconds from the press to the
 * frame, in the order pressed. The first pass fills what V8 compiles and does not count.
 */
export async function timeKeys(terminal: Terminal, count: number, canSort: boolean): Promise<number[]> {
  const keys = [...moves, ...filters, ...(canSort ? sorts : [])];
  const tookMs: number[] = [];
  for (let nth = -keys.length; nth < count; nth += 1) {
    const key = keys[(nth + keys.length) % keys.length] ?? 'j';
    await delay(pauseMs());
    const before = placeOf(terminal.screen().join('\n'));
    const pressedMs = performance.now();
    terminal.press(key);
    await terminal.waitFor(screen => placeOf(screen) !== before);
    if (nth >= 0) tookMs.push(performance.now() - pressedMs);
  }
  return tookMs;
}

/** Where the list stands: its cursor, the rows in sight, sort and filter. Clocks and ages are left out: they move anyhow. */
function placeOf(screen: string): string {
  const cursor = screen.split('\n').find(line => line.startsWith('▶')) ?? '';
  return [
    rowName.exec(cursor)?.[0],
    /[\d,]+–[\d,]+ of [\d,]+/.exec(screen)?.[0],
    /sort \w+/.exec(screen)?.[0],
    /filter \S+/.exec(screen)?.[0],
    screen.includes('Enter takes it'),
    // The arrow of a flipped sort, and the first row in sight where neither cursor nor position moved.
    /[▴▾▲▼↑↓]/.exec(screen)?.[0],
    rowName.exec(screen)?.[0],
  ].join(' ');
}
