/** Controls, line separators, and characters that turn the direction of a line or are not seen. */
const unsafe = /[\x7F-\x9F\p{Cf}\u2028\u2029]/gu;

/**
 * JSON that a terminal only shows: what it could act on is written as `\uXXXX`, so that nothing of a name is lost.
 * JSON itself escapes no more than the first 32 controls.
 */
export function printSafeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(unsafe, escapeUnits);
}

function escapeUnits(characters: string): string {
  return characters
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
