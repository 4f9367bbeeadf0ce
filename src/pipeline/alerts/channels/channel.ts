import type {AlertMessage} from '../write-message.ts';

/** How one try to send went. What went wrong holds no address and no secret. */
export type SendVerdict =
  | {readonly ok: true}
  | {
      readonly ok: false;
      readonly error: string;
      /** Trying again is of no use: the address is wrong, or the other side refuses. */
      readonly isFinal: boolean;
    };

/** A way to tell people. */
export interface Channel {
  readonly name: string;
  /** Never rejects, and always ends in time. */
  send(message: AlertMessage): Promise<SendVerdict>;
}

/** How long one try may take. */
export const sendTimeoutMs = 10_000;

export const sent: SendVerdict = {ok: true};

export function failed(error: string, isFinal = false): SendVerdict {
  return {ok: false, error, isFinal};
}
