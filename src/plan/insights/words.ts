/** Milliseconds as people say them: `0.42 ms`, `412 ms`, `3.9 s`. */
export function sayMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A whole number with its thousands apart: `1,204`. */
export function sayCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `1 row`, `2 rows`. */
export function sayRows(count: number): string {
  return Math.round(count) === 1 ? '1 row' : `${sayCount(count)} rows`;
}

/** A share of one: `68%`. */
export function sayShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** Kilobytes: `480 kB`, `12 MB`, `1.5 GB`. */
export function sayKilobytes(kilobytes: number): string {
  if (kilobytes < 1024) return `${Math.round(kilobytes)} kB`;
  const megabytes = kilobytes / 1024;
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}
