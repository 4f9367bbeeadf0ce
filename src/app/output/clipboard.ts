import process from 'node:process';
import {cleanBlock} from '../../ui/text.ts';

/** Terminals take about this much; more is cut silently by some and hangs others. */
const mostBytes = 74_994;
/** GNU screen passes no longer string through in one piece. */
const screenPieceBytes = 512;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The sequences that put a text on the clipboard of whoever sits at the terminal, also over SSH (OSC 52). Inside tmux
 * it goes both ways: tmux takes it itself, or passes it through, as it is configured. GNU screen passes it through in
 * pieces. Null for a text that is too long. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function copySequence(text: string, env: Environment): string | null {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > mostBytes) return null;
  const sequence = `\x1b]52;c;${encoded}\x07`;
  if (env.TMUX) return `${sequence}\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
  if (env.STY)
    return piecesOf(sequence)
      .map(piece => `\x1bP${piece}\x1b\\`)
      .join('');
  return sequence;
}

function piecesOf(sequence: string): string[] {
  const count = Math.ceil(sequence.length / screenPieceBytes);
  return Array.from({length: count}, (_, index) =>
    sequence.slice(index * screenPieceBytes, (index + 1) * screenPieceBytes),
  );
}

let latest: string | null = null;

/** What was copied last, to be shown where the terminal does not take it; null where nothing was. */
export function latestCopy(): string | null {
  return latest;
}

/** Copies a text without anything that a terminal would act on when it is pasted; gives what to tell the person. */
export function copyToClipboard(text: string): {tone: 'ok' | 'warning'; text: string} {
  latest = cleanBlock(text);
  const sequence = copySequence(latest, process.env);
  if (sequence === null)
    return {tone: 'warning', text: 'Too long to be copied through the terminal; Y shows it.'};
  process.stdout.write(sequence);
  return {tone: 'ok', text: 'Copied, if the terminal allows it; Y shows it, to be selected by hand.'};
}
