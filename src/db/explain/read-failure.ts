import * as z from 'zod';
import {ExplainError} from './explain-error.ts';

const serverError = z.looseObject({code: z.string(), message: z.string(), position: z.string().optional()});
const isSqlstate = /^[0-9A-Z]{5}$/;

/** The server counts from the first character of what goes before the statement; a person from its own first. */
export function withOwnPosition(error: unknown, prefix: string, statement: string): unknown {
  const found = serverError.safeParse(error);
  if (error instanceof ExplainError || !found.success || !isSqlstate.test(found.data.code)) return error;
  const {code, message} = found.data;
  const position = Number(found.data.position) - prefix.length;
  const isInside = position >= 1 && position <= [...statement].length + 1;
  return new ExplainError('statement', message, {code, cause: error, ...(isInside ? {position} : {})});
}

/** Whatever was thrown, as an `ExplainError`; after the signal fired, as the cancelling that it asked for. */
export function toExplainError(error: unknown, signal: AbortSignal | undefined): ExplainError {
  const known = error instanceof ExplainError ? error : undefined;
  if (signal?.aborted && (known === undefined || known.code === '57014'))
    return new ExplainError('cancelled', known?.message ?? 'It was cancelled.', {
      code: known?.code,
      cause: error,
    });
  if (known) return known;
  const found = serverError.safeParse(error);
  const code = found.success && isSqlstate.test(found.data.code) ? found.data.code : undefined;
  return new ExplainError('link', error instanceof Error ? error.message : String(error), {
    code,
    cause: error,
  });
}
