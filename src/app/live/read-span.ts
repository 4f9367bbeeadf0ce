const units: Readonly<Record<string, string>> = {m: 'minute', min: 'minute', h: 'hour', d: 'day'};

/** A span as people type it (`30m`, `4 h`, `2d`, `0`), in the words of Postgres; null for anything else. */
export function readSpan(text: string): string | null {
  const [, count, unit] = /^\s*(\d{1,4})\s*(m|min|h|d)?\s*$/i.exec(text) ?? [];
  if (count === undefined) return null;
  const many = Number(count);
  if (many === 0) return '0';
  const word = units[unit?.toLowerCase() ?? ''];
  return word === undefined ? null : `${many} ${word}${many === 1 ? '' : 's'}`;
}
