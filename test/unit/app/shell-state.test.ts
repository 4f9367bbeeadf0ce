import {describe, expect, it} from 'vitest';
import {type Overlay, type ShellState, shellReducer} from '../../../src/app/shell/shell.state.ts';

const calm: ShellState = {
  screen: 'cron',
  openings: 0,
  overlay: null,
  toast: null,
  intervalMs: 2000,
  paused: false,
  reloads: 0,
};
const confirm: Overlay = {
  kind: 'confirm',
  request: {title: 'Refresh', effect: 'Recomputes.', sql: 'CALL x()', run: () => {}},
};

describe('shellReducer', () => {
  it('goes to a screen, and leaves the box behind', () => {
    expect(shellReducer({...calm, overlay: confirm}, {type: 'go', screen: 'lanes'})).toEqual({
      ...calm,
      screen: 'lanes',
    });
  });

  it('opens and closes one box at a time', () => {
    const open = shellReducer(calm, {type: 'open', overlay: confirm});
    expect(open.overlay).toBe(confirm);
    expect(shellReducer(open, {type: 'open', overlay: {kind: 'help'}}).overlay).toEqual({kind: 'help'});
    expect(shellReducer(open, {type: 'close', overlay: confirm})).toEqual(calm);
    // The box that a key opened from another box stays when that one closes.
    expect(shellReducer(open, {type: 'close', overlay: {kind: 'help'}})).toBe(open);
  });

  it('shows the latest message until its time is over', () => {
    const toast = {tone: 'ok', text: 'done'} as const;
    const shown = shellReducer(calm, {type: 'toast', toast});
    expect(shown.toast).toBe(toast);
    // The same object where nothing changed: nothing is drawn.
    expect(shellReducer(shown, {type: 'drop-toast', toast: {...toast}})).toBe(shown);
    expect(shellReducer(shown, {type: 'drop-toast', toast})).toEqual(calm);
  });

  it('pauses and goes on, reloads, and changes the interval', () => {
    const paused = shellReducer(calm, {type: 'pause'});
    expect(paused).toEqual({...calm, paused: true});
    expect(shellReducer(paused, {type: 'pause'})).toEqual(calm);
    expect(shellReducer(paused, {type: 'reload'})).toEqual({...paused, reloads: 1});
    expect(shellReducer(calm, {type: 'interval', by: 1}).intervalMs).toBe(5000);
    expect(shellReducer(calm, {type: 'interval', by: -1}).intervalMs).toBe(1000);
  });
});
