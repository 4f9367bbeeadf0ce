import {expect, it, vi} from 'vitest';
import {copySequence, copyToClipboard, latestCopy} from '../../../../src/app/output/clipboard.ts';

const copied = '\x1b]52;c;R1JBTlQg4oCm\x07';

it('copies by OSC 52', () => {
  expect(copySequence('GRANT …', {})).toBe(copied);
});

it('is taken or passed through by tmux, as it is configured', () => {
  const doubled = copied.replace('\x1b', '\x1b\x1b');
  expect(copySequence('GRANT …', {TMUX: '/tmp/tmux-0/default,1,0'})).toBe(
    `${copied}\x1bPtmux;${doubled}\x1b\\`,
  );
});

it('goes through GNU screen in pieces that it takes', () => {
  const text = 'x'.repeat(3000);
  const sequence = copySequence(text, {STY: '4711.pts-0'}) ?? '';
  const pieces = [...sequence.matchAll(/\x1bP([^\x1b]*|\x1b\][^\x1b]*)\x1b\\/g)].map(([, piece]) => piece);
  expect(pieces.join('')).toBe(copySequence(text, {}));
  for (const piece of pieces) expect(piece?.length).toBeLessThanOrEqual(512);
});

it('copies nothing that a terminal would act on when it is pasted', () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(copyToClipboard('GRANT\u001b]0;owned\u0007 …;\n\u202e-- two\u0000 lines').tone).toBe('ok');
  const [, encoded = ''] = /52;c;([^\x07]*)/.exec(String(written.mock.calls[0]?.[0])) ?? [];
  expect(Buffer.from(encoded, 'base64').toString()).toBe('GRANT …;\n-- two lines');
  expect(latestCopy()).toBe('GRANT …;\n-- two lines');
  written.mockRestore();
});

it('refuses what terminals cut off', () => {
  expect(copySequence('x'.repeat(60_000), {})).toBeNull();
  expect(copySequence('x'.repeat(50_000), {})).not.toBeNull();
});
