import process from 'node:process';

/** Terminals take about this much; more is cut silently by some and hangs others. */
const mostBytes = 74_994;

/**
 * The sequences that put a text on the clipboard of whoever sits at the terminal, also over SSH (OSC 52). Inside tmux
 * it goes both ways: tmux takes it itself, or passes it through, as it is configured. Null for a text that is too long.
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function copySequence(text: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > mostBytes) return null;
  const sequence = `\x1b]52;c;${encoded}\x07`;
  if (!env.TMUX) return sequence;
  return `${sequence}\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}

/** Copies a text; gives what to tell the person. */
export function copyToClipboard(text: string): {tone: 'ok' | 'warning'; text: string} {
  const sequence = copySequence(text, process.env);
  if (sequence === null) return {tone: 'warning', text: 'Too long to be copied through the terminal.'};
  process.stdout.write(sequence);
  return {tone: 'ok', text: 'Copied, if the terminal allows it.'};
}
