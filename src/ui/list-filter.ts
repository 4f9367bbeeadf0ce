export interface ListFilter {
  matches(text: string): boolean;
  /** What to tell the person about the pattern, if anything. */
  problem: string | null;
}

/** A pattern is tried on this much of a row, so that one huge value cannot hold up the keys. */
const TRIED_CHARACTERS = 2_000;

/**
 * A filter as typed: a regular expression without regard to case, inverted by a leading `!`. What is no valid
 * expression is looked for as plain text.
 */
export function compileFilter(filter: string): ListFilter {
  const inverted = filter.startsWith('!');
  const pattern = inverted ? filter.slice(1) : filter;
  if (pattern === '') return {matches: () => true, problem: null};
  const expression = tryCompile(pattern);
  const plain = pattern.toLowerCase();
  const holds = expression
    ? (text: string) => expression.test(text)
    : (text: string) => text.toLowerCase().includes(plain);
  return {
    matches: text => holds(text.slice(0, TRIED_CHARACTERS)) !== inverted,
    problem: expression ? null : 'not a valid pattern, looked for as plain text',
  };
}

function tryCompile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return undefined;
  }
}
