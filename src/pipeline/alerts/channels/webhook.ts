import {createHmac} from 'node:crypto';
import type {AlertChannel} from '../../../config/alert-settings.ts';
import type {AlertMessage} from '../write-message.ts';
import {type Channel, sendTimeoutMs} from './channel.ts';
import {callHttp} from './http-call.ts';
import {toSlack} from './slack.ts';

/**
 * Posts JSON. With a secret each call is signed: `X-Lanewatch-Signature: sha256=…` is the HMAC-SHA256, in hexadecimal,
 * of the value of `X-Lanewatch-Timestamp`, a full stop and the body, so that an old call cannot be played again.
 */
export function createWebhook(
  {name, url, preset, secret}: Extract<AlertChannel, {kind: 'webhook'}>,
  {version, timeoutMs = sendTimeoutMs}: {version: string; timeoutMs?: number},
): Channel {
  return {
    name,
    send(message) {
      const body = JSON.stringify(preset === 'slack' ? toSlack(message) : message);
      return callHttp({url, body, headers: headersOf(message, body), timeoutMs});
    },
  };

  function headersOf({id, event}: AlertMessage, body: string): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return {
      'content-type': 'application/json',
      'user-agent': `lanewatch/${version}`,
      'x-lanewatch-event': event,
      'x-lanewatch-message': id,
      ...(secret === null
        ? {}
        : {
            'x-lanewatch-timestamp': timestamp,
            'x-lanewatch-signature': `sha256=${sign(secret, timestamp, body)}`,
          }),
    };
  }
}

export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
