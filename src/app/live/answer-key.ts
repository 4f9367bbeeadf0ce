import type {Query} from '../../queries/define-query.ts';

/** Under which the answer to a question is kept: one for each of its parameters. */
export function answerKey(query: Query, params: unknown): string {
  return `${query.name} ${JSON.stringify(params)}`;
}
