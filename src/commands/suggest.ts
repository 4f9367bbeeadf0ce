import {closest, distance} from 'fastest-levenshtein';

/** A sentence with the name that was probably meant, whatever its case, or undefined where none is near. */
export function suggest(given: string, names: readonly string[]): string | undefined {
  const byLowerCase = new Map(names.map(name => [name.toLowerCase(), name]));
  if (byLowerCase.size === 0) return undefined;
  const wanted = given.toLowerCase();
  const near = closest(wanted, [...byLowerCase.keys()]);
  return distance(wanted, near) <= Math.max(2, given.length / 3)
    ? `Did you mean ${byLowerCase.get(near)}?`
    : undefined;
}
