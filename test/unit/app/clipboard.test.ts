import {expect, it} from 'vitest';
import {copySequence} from '../../../src/app/clipboard.ts';

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

it('refuses what terminals cut off', () => {
  expect(copySequence('x'.repeat(60_000), {})).toBeNull();
  expect(copySequence('x'.repeat(50_000), {})).not.toBeNull();
});
