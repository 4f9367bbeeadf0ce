import type {Key} from 'ink';
import {describe, expect, it} from 'vitest';
import {keysOf, textOfKey} from '../../../../src/app/keys/key-event.ts';

function key(flags: Partial<Key> = {}): Key {
  const none = {
    upArrow: false,
    downArrow: false,
    leftArrow: false,
    rightArrow: false,
    pageDown: false,
    pageUp: false,
    home: false,
    end: false,
    return: false,
    escape: false,
    ctrl: false,
    shift: false,
    tab: false,
    backspace: false,
    delete: false,
    meta: false,
  };
  return {...none, ...flags} as Key;
}

describe('keysOf', () => {
  it.each([
    ['j', {}, ['j']],
    ['G', {shift: true}, ['G']],
    [' ', {}, ['space']],
    ['é', {}, ['é']],
    ['d', {ctrl: true}, ['ctrl-d']],
    ['D', {ctrl: true, shift: true}, ['ctrl-d']],
    ['', {tab: true}, ['tab']],
    ['', {tab: true, shift: true}, ['shift-tab']],
    ['', {upArrow: true}, ['up']],
    ['', {downArrow: true}, ['down']],
    ['', {leftArrow: true}, ['left']],
    ['', {rightArrow: true}, ['right']],
    ['', {pageUp: true}, ['pgup']],
    ['', {pageDown: true}, ['pgdn']],
    ['', {home: true}, ['home']],
    ['', {end: true}, ['end']],
    ['\r', {return: true}, ['enter']],
    ['', {escape: true}, ['esc']],
    ['', {backspace: true}, ['backspace']],
    ['', {delete: true}, ['delete']],
  ] as const)('%j %j is %j', (input, flags, keys) => {
    expect(keysOf(input, key(flags))).toEqual(keys);
  });

  it('takes a chunk apart: terminals deliver fast typing and pastes at once', () => {
    expect(keysOf('jjj', key())).toEqual(['j', 'j', 'j']);
    expect(keysOf('a b\rc\td\n', key())).toEqual(['a', 'space', 'b', 'enter', 'c', 'tab', 'd', 'enter']);
    expect(keysOf('x😀y', key())).toEqual(['x', '😀', 'y']);
    expect(keysOf('j\u0004\u007f\bk', key())).toEqual(['j', 'ctrl-d', 'backspace', 'backspace', 'k']);
  });

  it.each([
    ['the release of a key', 'j', {eventType: 'release'}],
    ['a function key', '', {}],
    ['alt and a key', 'j', {meta: true}],
    ['ctrl and an unknown sequence', '[1;5A', {ctrl: true}],
    ['NUL and ESC', '\u0000\u001b', {}],
  ] as const)('%s is no key', (_, input, flags) => {
    expect(keysOf(input, key(flags))).toEqual([]);
  });
});

describe('textOfKey', () => {
  it.each([
    ['a', 'a'],
    ['space', ' '],
    ['é', 'é'],
    ['😀', '😀'],
    ['enter', null],
    ['ctrl-u', null],
    ['', null],
  ])('%j types %j', (name, text) => {
    expect(textOfKey(name)).toBe(text);
  });
});
