import type {Client} from '../db/client.ts';
import {readSql} from '../db/sql-files.ts';
import {bar} from '../ui/bar.ts';
import type {Glyphs} from '../ui/glyphs.ts';
import {truncate} from '../ui/text.ts';

/** What progress is drawn on; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** Names what is going on now. */
  begin(viewName: string): void;
  /** A line that says how far something is, until the next one. */
  show(line: string): void;
  /** Takes the line away. */
  clear(): void;
}

const frameMs = 200;
const barWidth = 20;

/**
 * One line, drawn over itself, with how long the refresh under way has taken and, as a bar, of how long it usually
 * takes. On anything that is no terminal it is silent. Call `clear` before anything else is written.
 */
export function showProgress(
  stream: ProgressStream,
  usualMs: ReadonlyMap<string, number>,
  glyphs: Glyphs,
): Progress {
  let timer: NodeJS.Timeout | undefined;
  let isShown = false;
  const clear = () => {
    if (!isShown) return;
    clearInterval(timer);
    isShown = false;
    stream.write('\r\u001B[K');
  };
  return {
    begin(viewName) {
      clear();
      if (!stream.isTTY) return;
      const startedMs = performance.now();
      const draw = () => {
        const line = progressLine(viewName, performance.now() - startedMs, usualMs.get(viewName), glyphs);
        stream.write(`\r\u001B[K${truncate(line, Math.max(0, (stream.columns ?? 80) - 1))}`);
      };
      isShown = true;
      timer = setInterval(draw, frameMs);
      timer.unref();
      draw();
    },
    show(line) {
      clear();
      if (!stream.isTTY) return;
      isShown = true;
      stream.write(`\r\u001B[K${truncate(line, Math.max(0, (stream.columns ?? 80) - 1))}`);
    },
    clear,
  };
}

/** `mv_agent_progress  ████████████░░░░░░░░  12.4 s, usually 20.0 s`; without a bar where nobody knows how long. */
export function progressLine(
  viewName: string,
  elapsedMs: number,
  usualMs: number | undefined,
  glyphs: Glyphs,
): string {
  const doing = `refreshing ${viewName}  `;
  if (usualMs === undefined) return doing + formatSeconds(elapsedMs);
  const share = usualMs > 0 ? elapsedMs / usualMs : 1;
  return `${doing}${bar(share, barWidth, glyphs)}  ${formatSeconds(elapsedMs)}, usually ${formatSeconds(usualMs)}`;
}

/** Seconds with a tenth, for people who wait: `0.4 s`, `75.0 s`. */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export async function readUsualDurations(client: Client): Promise<Map<string, number>> {
  const rows = await client.unsafe<{view_name: string; usual_ms: number}[]>(
    readSql('actions/read-usual-durations.sql'),
    [],
    {prepare: true},
  );
  return new Map(rows.map(row => [row.view_name, row.usual_ms]));
}
