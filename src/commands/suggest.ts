import {closest, distance} from 'fastest-levenshtein';

/** A sentence with the name that was probably meant, or undefined where none is near. */
export function suggest(given: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const near = closest(given, names);
  return distance(given, near) <= Math.max(2, given.length / 3) ? `Did you mean ${near}?` : undefined;
}
