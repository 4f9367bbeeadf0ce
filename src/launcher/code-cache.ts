import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {dirname, isAbsolute, join} from 'node:path';

/** How long the code of a build is kept that is not made again. */
const keptMs = 14 * 24 * 3_600_000;

/** A monitor's start needs other functions than a command's; a command's code is better than none. */
export type RunKind = 'monitor' | 'command';

export interface KeptCode {
  readonly kind: RunKind;
  readonly data: Buffer;
}

/** What V8 made of this build in an earlier run, from the user's cache folder; V8 itself refuses what does not fit. */
export function readCode(build: string): KeptCode | undefined {
  for (const kind of ['monitor', 'command'] as const) {
    const data = readOwn(pathOf(build, kind));
    if (data) return {kind, data};
  }
  return undefined;
}

/** Keeps code for the next start. A folder that is missing, full or not ours costs time, never a run. */
export function keepCode(build: string, kind: RunKind, data: Buffer): void {
  const path = pathOf(build, kind);
  if (!path) return;
  const folder = dirname(path);
  try {
    mkdirSync(folder, {recursive: true, mode: 0o700});
    const whole = `${path}.${process.pid}`;
    writeFileSync(whole, data, {mode: 0o600});
    renameSync(whole, path);
    removeOld(folder);
  } catch {
    // The next start takes longer, as this one did.
  }
}

/** Code runs with our rights: only what nobody else can have written is read. */
function readOwn(path: string | undefined): Buffer | undefined {
  if (!path) return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const {uid, mode} = fstatSync(file);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOurs ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** What earlier builds left, and what a full disk or a kill left half written. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.includes('.v8') && Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path);
  }
}

function pathOf(build: string, kind: RunKind): string | undefined {
  const {XDG_CACHE_HOME: xdg, HOME: home, LOCALAPPDATA: local, NODE_DISABLE_COMPILE_CACHE: off} = process.env;
  const base = xdg && isAbsolute(xdg) ? xdg : home ? join(home, '.cache') : local;
  if (off || !base) return undefined;
  return join(base, 'lanewatch', `${kind}-${process.version}-${process.arch}-${build}.v8`);
}
