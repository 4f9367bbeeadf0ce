import type * as z from 'zod';
import type {Query} from './define-query.ts';

/** Typed text that does not fit what a query asks for; the message says which parameter and why. */
export class ParamsError extends Error {
  override readonly name = 'ParamsError';
}

/**
 * Reads the parameters of a query from text, as a person types them: an id, a number, `true`, `null`, or JSON. What is
 * left out takes its default. Throws `ParamsError`.
 */
export function readParams(query: Query, given: Readonly<Record<string, string>>): Record<string, unknown> {
  const names = Object.keys(query.params.shape);
  const unknown = Object.keys(given).find(name => !names.includes(name));
  if (unknown !== undefined) {
    const known = names.length === 0 ? 'It takes none.' : `It takes ${names.join(', ')}.`;
    throw new ParamsError(`${query.name} has no parameter ${unknown}. ${known}`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(query.params.shape)) {
    const text = given[name];
    if (text === undefined) {
      // A parameter that may be nothing need not be typed.
      if (!accepts(shape, undefined) && accepts(shape, null)) values[name] = null;
      continue;
    }
    values[name] = readValue(name, shape as z.ZodType, text);
  }
  const parsed = query.params.safeParse(values);
  if (parsed.success) return values;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  throw new ParamsError(
    name in values
      ? `${name}: ${issue?.message ?? 'does not fit'}.`
      : `${query.name} needs ${name}, as ${name}=VALUE.`,
  );
}

function accepts(shape: unknown, value: unknown): boolean {
  return (shape as z.ZodType).safeParse(value).success;
}

function readValue(name: string, shape: z.ZodType, text: string): unknown {
  const candidates = [text, ...readAsJson(text), ...(text === '' ? [null] : [])];
  const fitting = candidates.find(value => accepts(shape, value));
  if (fitting !== undefined) return fitting;
  const problem = shape.safeParse(text).error?.issues[0]?.message ?? 'does not fit';
  throw new ParamsError(`${name} cannot be "${text}": ${problem}.`);
}

const isMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

function readAsJson(text: string): unknown[] {
  try {
    const withMoments: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' && isMoment.test(value) ? new Date(value) : value,
    );
    return [JSON.parse(text), withMoments];
  } catch {
    return [];
  }
}
