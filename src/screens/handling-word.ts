import type {Handling} from '../health/handling.ts';

/** What stands before the message of a finding that somebody has answered. */
export function handlingWord(handling: Handling | undefined): string {
  if (handling?.muted) return 'muted: ';
  return handling?.acknowledged ? 'acknowledged: ' : '';
}
