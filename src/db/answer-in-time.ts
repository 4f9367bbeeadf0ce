import {setTimeout as delay} from 'node:timers/promises';

/** Waits for an answer of the server; throws where it is late, or where `ended` rejects before it comes. */
export async function answerInTime<Answer>(
  answer: PromiseLike<Answer>,
  timeoutMs: number,
  ended?: Promise<never>,
): Promise<Answer> {
  const answered = new AbortController();
  const late = delay(timeoutMs, undefined, {signal: answered.signal}).then(() => {
    throw linkError(`no answer within ${timeoutMs} ms`);
  });
  late.catch(() => {});
  return Promise.race([answer, late, ...(ended === undefined ? [] : [ended])]).finally(() =>
    answered.abort(),
  );
}

/** An error that is the link's fault, not the request's. */
export function linkError(message: string): Error {
  return Object.assign(new Error(message), {code: 'CONNECTION_CLOSED'});
}
