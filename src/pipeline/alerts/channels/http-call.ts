import {spanWords} from '../../../health/rules/wording.ts';
import {failed, type SendVerdict, sendTimeoutMs, sent} from './channel.ts';

export interface HttpCall {
  readonly url: string;
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Answers after which another try would be answered the same. */
const finalStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/**
 * One call; any answer of the 200s will do, its body is not read. Redirects are not followed: where alerts go is for
 * the configuration to say. The address appears in no error, for with many services it is the secret.
 */
export async function callHttp({url, body, headers, timeoutMs}: HttpCall): Promise<SendVerdict> {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return sent;
    const {status} = response;
    if (status >= 300 && status < 400) return failed(`answered ${status}: redirects are not followed`, true);
    return failed(`answered ${status}`, finalStatuses.has(status));
  } catch (error) {
    return failed(describeFailure(error, timeoutMs));
  }
}

/** Tells a dead man's switch that all goes well. */
export function sendPing(
  url: string,
  {version, timeoutMs = sendTimeoutMs}: {version: string; timeoutMs?: number | undefined},
): Promise<SendVerdict> {
  return callHttp({url, body: null, headers: {'user-agent': `lanewatch/${version}`}, timeoutMs});
}

/** By the codes of errors alone: their texts may hold the address. */
function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `no answer within ${spanWords(timeoutMs)}`;
  }
  const {code} = (error instanceof Error ? (error.cause ?? {}) : {}) as {code?: unknown};
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was cut',
    ENOTFOUND: 'the host has no address',
    EAI_AGAIN: 'the host could not be looked up',
    UND_ERR_SOCKET: 'the connection was cut',
    UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  };
  return typeof code === 'string' ? (reasons[code] ?? `the call failed: ${code}`) : 'the call failed';
}
