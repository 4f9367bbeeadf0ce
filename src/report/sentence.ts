import type {Finding} from '../health/finding.ts';

/** A finding on a line of its own: the message, and before it the object where the message does not name it. */
export function sentenceOf({object, message}: Pick<Finding, 'object' | 'message'>): string {
  return message.includes(object) ? message : `${object}: ${message}`;
}
