import {type Problem, toProblem} from '../problem.ts';

/** How an EXPLAIN can fail, as far as a person would act differently. */
export type ExplainFailure = 'cancelled' | 'statement' | 'lasting-effect' | 'link';

/** A statement that was not explained. `code` is the server's SQLSTATE, where it was the server who refused. */
export class ExplainError extends Error {
  override readonly name = 'ExplainError';
  readonly failure: ExplainFailure;
  readonly code: string | undefined;
  /** Where in the statement's own text the server points, counted in characters from 1. */
  readonly position: number | undefined;

  constructor(
    failure: ExplainFailure,
    message: string,
    {code, position, cause}: {code?: string | undefined; position?: number | undefined; cause?: unknown} = {},
  ) {
    super(message, {cause});
    this.failure = failure;
    this.code = code;
    this.position = position;
  }
}

/** The error as the user sees it; the same words as elsewhere, but advice that fits a statement under EXPLAIN. */
export function toExplainProblem(error: unknown): Problem {
  if (!(error instanceof ExplainError)) return toProblem(error);
  const {code: sqlstate, message: why, failure} = error;
  const make = (kind: Problem['kind'], what: string, remedy: string): Problem => ({
    kind,
    what,
    why,
    remedy,
    sqlstate,
    cause: error,
  });
  if (failure === 'cancelled') return make('cancelled', 'Cancelled', 'Nothing was changed; e runs it again.');
  if (failure === 'lasting-effect')
    return make('permission', 'Not run: a rollback would not undo it', 'Explain it without ANALYZE.');
  if (failure === 'statement' && sqlstate === undefined)
    return make('server', 'It cannot be explained', 'Explain another statement.');
  if (sqlstate === '25006')
    return make('read-only', 'Only statements that read are run', 'Explain it without ANALYZE.');
  if (sqlstate === '57014')
    return make('timeout', 'It took longer than allowed', 'Raise the time limit, or narrow the question.');
  if (sqlstate === '55P03')
    return make('timeout', 'It waited too long for a lock', 'See who holds the lock, or try again later.');
  if (sqlstate?.startsWith('42'))
    return make('server', 'The server does not accept the statement', 'Correct the statement.');
  return toProblem(error.cause ?? error);
}
