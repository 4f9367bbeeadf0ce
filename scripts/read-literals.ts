/** The texts of the string and template literals in a piece of TypeScript; … stands for what is filled in. */
export function readLiterals(code: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < code.length; at += 1) {
    const quote = code[at];
    if (quote !== "'" && quote !== '`') continue;
    const {text, end} = readLiteral(code, at + 1, quote);
    found.push(text);
    at = end;
  }
  return found;
}

/** From behind the opening quote to the closing one. */
function readLiteral(code: string, from: number, quote: string): {text: string; end: number} {
  let text = '';
  let at = from;
  while (at < code.length && code[at] !== quote) {
    if (code[at] === '\\') {
      text += code[at + 1] ?? '';
      at += 2;
    } else if (quote === '`' && code.startsWith('${', at)) {
      text += '…';
      at = skipPlaceholder(code, at + 2);
    } else {
      text += code[at];
      at += 1;
    }
  }
  return {text, end: at};
}

/** To behind the brace that closes a placeholder, past braces and literals within. */
function skipPlaceholder(code: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < code.length && depth > 0) {
    const character = code[at];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === "'" || character === '`') at = readLiteral(code, at + 1, character).end;
    at += 1;
  }
  return at;
}
