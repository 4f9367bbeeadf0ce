/** What is not the statement itself: comments, literals, quoted names, and texts between dollar signs. */
const quoted =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g;

/** How many values a statement asks for: the highest of its `$1`, `$2`, … */
export function countPlaceholders(statement: string): number {
  const bare = statement.replace(quoted, ' ');
  return Math.max(0, ...[...bare.matchAll(/(?<![\w$])\$(\d{1,3})\b/g)].map(([, number]) => Number(number)));
}
