const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A length of time in its two largest units: `3 h 12 min`, `40 s`. */
export function spanWords(ms: number): string {
  const first = units.findIndex(([, size]) => ms >= size);
  if (first < 0) return `${Math.max(0, Math.round(ms))} ms`;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}

/** `12,480`, without the language data that `toLocaleString` loads: 20 ms of the first screen. */
export function groupDigits(whole: number): string {
  return String(whole).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 row`, `12,480 rows`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  const rounded = Math.round(count);
  return `${groupDigits(rounded)} ${rounded === 1 ? one : many}`;
}

/** `512 B`, `24 kB`, `1,204 MB`: of WAL that is not replayed, to whole units. */
export function bytesWords(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  const kB = bytes / 1024;
  return kB < 1024 ? `${Math.round(kB)} kB` : `${groupDigits(Math.round(kB / 1024))} MB`;
}

/** A share of one as per cent: `43%`. */
export function shareWords(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** An identifier as SQL wants it: bare where it may stand so, else quoted. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL wants it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
