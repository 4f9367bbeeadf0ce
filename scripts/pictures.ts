import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import xterm from '@xterm/headless';
import {startTerminal} from '../test/support/terminal.ts';
import {cutListener} from './pictures/cut-listener.ts';
import {drawSvg} from './pictures/svg.ts';

/*
 * Takes the pictures of the documentation from the built program on its own demo: each screen at 80x24 and 120x40, as
 * SVG and as text, into docs/pictures/. Events is shown with a gap.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}/docs/pictures`;

interface Shot {
  readonly name: string;
  readonly keys: readonly string[];
  readonly wait: string;
  /** The listener loses its link before it, so that there is a gap to see. */
  readonly cutsListener?: true;
}

const shots: readonly Shot[] = [
  {name: 'overview', keys: ['1'], wait: ' queries · '},
  {name: 'cron', keys: ['2'], wait: 'FAILING'},
  {name: 'events', keys: ['3'], wait: ' in the outbox', cutsListener: true},
  {name: 'views', keys: ['4'], wait: 'DATA AGE'},
  {name: 'lanes', keys: ['5'], wait: 'accuracy'},
  {name: 'agents', keys: ['6'], wait: 'CATEGORY'},
  {name: 'explain', keys: ['5', 'e'], wait: 'SELF'},
  {name: 'doctor', keys: ['8'], wait: 'passed'},
];

mkdirSync(folder, {recursive: true});
for (const [columns, rows] of [
  [80, 24],
  [120, 40],
] as const) {
  const kept = mkdtempSync(join(tmpdir(), 'lanewatch-pictures-'));
  // As root, Postgres runs under an account of its own, which must be able to come here.
  chmodSync(kept, 0o755);
  const command = [`${root}/dist/bin.mjs`, 'demo', '--keep', join(kept, 'demo')];
  const terminal = startTerminal(`${root}/node_modules/node/bin/node`, command, {
    columns,
    rows,
    env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''},
  });
  try {
    await terminal.waitFor('FAILING', 30_000);
    // Long enough for a few events and refreshes to have come by.
    await delay(4000);
    for (const {name, keys, wait, cutsListener} of shots) {
      if (cutsListener) await cutListener(join(kept, 'demo'), 6000);
      for (const key of keys) {
        terminal.press(key);
        await delay(800);
      }
      // A listener that lost its link takes a while to try again.
      await terminal.waitFor(wait, 30_000);
      await delay(1500);
      writeFileSync(
        `${folder}/${name}-${columns}x${rows}.txt`,
        `${terminal.screen().join('\n').trimEnd()}\n`,
      );
      writeFileSync(
        `${folder}/${name}-${columns}x${rows}.svg`,
        await drawOutput(terminal.output(), columns, rows, name),
      );
    }
    terminal.press('q');
    await terminal.ended;
  } finally {
    terminal.dispose();
    rmSync(kept, {recursive: true, force: true});
  }
}

/** The output so far on a screen of our own, whose colours can be read. */
async function drawOutput(output: string, columns: number, rows: number, name: string): Promise<string> {
  const screen = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
  await new Promise<void>(done => screen.write(output, done));
  return drawSvg(screen, `lanewatch, the ${name} screen at ${columns}x${rows}`);
}
