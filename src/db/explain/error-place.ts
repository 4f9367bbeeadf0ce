/** Where the server found something wrong, in the statement's own text. */
export interface ErrorPlace {
  readonly line: string;
  /** Characters before the place. */
  readonly before: number;
}

/** The line of the text that the position (in characters, from 1) is in. */
export function locate(text: string, position: number | undefined): ErrorPlace | null {
  if (position === undefined) return null;
  const characters = [...text].slice(0, position - 1);
  const start = characters.lastIndexOf('\n') + 1;
  const [line = ''] = [...text].slice(start).join('').split('\n');
  return {line, before: characters.length - start};
}
