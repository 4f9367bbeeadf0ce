import * as z from 'zod';

const unitsMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** `500ms`, `5s`, `15m`, `4h` or `1d` in milliseconds; a bare number counts seconds. Null where it is none of these. */
export function parseDuration(value: unknown): number | null {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)?$/.exec(String(value)) ?? [];
  const factor = unitsMs[unit];
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}

/** A span of time in a configuration file, in milliseconds once it is read. */
export function duration({minMs = 0, maxMs = Number.MAX_SAFE_INTEGER, range = ''} = {}) {
  return z.unknown().transform((value, context) => {
    const durationMs = parseDuration(value);
    if (durationMs !== null && durationMs >= minMs && durationMs <= maxMs) return durationMs;
    context.addIssue({
      code: 'custom',
      message: durationMs === null ? 'write a span of time as 500ms, 5s, 15m, 4h or 1d' : range,
    });
    return z.NEVER;
  });
}
