/**
 * Takes away what psql and the logs put around each line of JSON: frames and the marks of a continued line on the
 * right, a frame or the name of the column on the left, and the octal codes of syslog.
 */
export function unwrapLines(text: string): string {
  return text.replaceAll('#011', '\t').replaceAll('#012', '\n').split('\n').map(unwrapLine).join('\n');
}

const leftFrame = /^[^"{}[\]|│║]*[|│║]/;
const rightFrame = /\s*[+↵:]?\s*[|│║]?\s*$/;
const logPrefix = /^[^"{}[\]]*\[\d+\](?::| ) ?(?:\[[\d-]+\] )?/;

function unwrapLine(line: string): string {
  return line.replace(logPrefix, '').replace(leftFrame, '').replace(rightFrame, '');
}
