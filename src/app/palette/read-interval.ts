const unitsMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, min: 60_000};
/** The same bounds as `--interval` has. */
const leastMs = 500;
const mostMs = 300_000;

/** `10s`, `500 ms`, `2m` or bare seconds, as milliseconds; a text where that is not possible. */
export function readInterval(text: string): number | string {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m)?$/.exec(text.trim().toLowerCase());
  if (!match) return `${text} is no length of time: type 10s, 500ms or 2m.`;
  const ms = Number(match[1]) * (unitsMs[match[2] ?? 's'] ?? 1000);
  if (ms < leastMs || ms > mostMs) return `${text} is out of bounds: from 500ms to 5m.`;
  return ms;
}
