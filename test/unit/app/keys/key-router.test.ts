import {describe, expect, it, vi} from 'vitest';
import {type KeyLevel, KeyRouter} from '../../../../src/app/keys/key-router.ts';
import {defineKeys} from '../../../../src/app/keys/keymap.ts';

/** A layer whose keys are written into `pressed` as `name:key`. */
function createRouter() {
  const pressed: string[] = [];
  const onChange = vi.fn<() => void>();
  const router = new KeyRouter(onChange);
  const add = (
    name: string,
    level: KeyLevel,
    keys: string[],
    {disabled, text, paste}: {disabled?: string; text?: boolean; paste?: boolean} = {},
  ) =>
    router.add({
      keymap: defineKeys(name, name, [{id: 'act', keys, label: 'act', help: 'Act.'}]),
      level,
      handlers: {act: {run: key => void pressed.push(`${name}:${key}`), ...(disabled ? {disabled} : {})}},
      onPaste: paste ? pasted => void pressed.push(`${name} pastes ${pasted}`) : undefined,
      onText: text ? key => void pressed.push(`${name} types ${key}`) : undefined,
    });
  return {router, add, pressed, onChange};
}

describe('KeyRouter', () => {
  it('asks the box first, then the screen, then the program, whatever the order they came in', () => {
    const {router, add, pressed} = createRouter();
    add('program', 'program', ['a', 'b', 'c']);
    const removeBox = add('box', 'box', ['a']);
    add('screen', 'screen', ['a', 'b']);
    router.press('a');
    removeBox();
    for (const key of ['a', 'b', 'c']) router.press(key);
    expect(pressed).toEqual(['box:a', 'screen:a', 'screen:b', 'program:c']);
  });

  it('prefers the latest layer of a level', () => {
    const {router, add, pressed} = createRouter();
    add('screen', 'screen', ['a', 'b']);
    const remove = add('list', 'screen', ['a']);
    router.press('a');
    router.press('b');
    remove();
    router.press('a');
    expect(pressed).toEqual(['list:a', 'screen:b', 'screen:a']);
  });

  it('lets nothing past an open box', () => {
    const {router, add, pressed} = createRouter();
    add('program', 'program', ['q']);
    add('screen', 'screen', ['r']);
    const remove = add('box', 'box', ['y']);
    expect(router.press('q')).toBeUndefined();
    expect(router.press('r')).toBeUndefined();
    expect(pressed).toEqual([]);
    remove();
    router.press('q');
    expect(pressed).toEqual(['program:q']);
  });

  it('gives typed text to the box, but its own keys first', () => {
    const {router, add, pressed} = createRouter();
    add('program', 'program', ['q']);
    add('prompt', 'box', ['enter'], {text: true});
    for (const key of ['q', 'space', 'enter']) router.press(key);
    expect(pressed).toEqual(['prompt types q', 'prompt types space', 'prompt:enter']);
  });

  it('says why a key is disabled and does not run it, nor whatever is below', () => {
    const {router, add, pressed} = createRouter();
    add('program', 'program', ['r']);
    add('screen', 'screen', ['r'], {disabled: 'this session is read-only'});
    expect(router.press('r')).toBe('this session is read-only');
    expect(pressed).toEqual([]);
  });

  it('does nothing for a key that nobody knows', () => {
    const {router, add, pressed} = createRouter();
    add('program', 'program', ['q']);
    expect(router.press('x')).toBeUndefined();
    expect(pressed).toEqual([]);
  });

  it('calls handlers that are plain functions with the key', () => {
    const run = vi.fn<(key: string) => void>();
    const router = new KeyRouter(() => {});
    const keymap = defineKeys('s', 's', [{id: 'go', keys: ['1', '2'], label: 'go', help: 'Go.'}]);
    router.add({keymap, level: 'screen', handlers: {go: run}});
    router.press('2');
    expect(run).toHaveBeenCalledExactlyOnceWith('2');
  });

  it('tells the keys that are valid: those of the box alone while it is open', () => {
    const {router, add} = createRouter();
    add('program', 'program', ['q']);
    add('screen', 'screen', ['r'], {disabled: 'no'});
    const titles = () => router.groups().map(({title}) => title);
    expect(titles()).toEqual(['screen', 'program']);
    expect(router.groups()[0]?.hints).toMatchObject([{binding: {keys: ['r']}, disabled: 'no'}]);
    const remove = add('box', 'box', ['y']);
    expect(titles()).toEqual(['box']);
    expect(router.groupsBelow().map(({title}) => title)).toEqual(['screen', 'program']);
    remove();
    expect(titles()).toEqual(['screen', 'program']);
  });

  it('gives a paste to the box alone, otherwise to the screen that wants it', () => {
    const {router, add, pressed} = createRouter();
    add('screen', 'screen', ['1'], {paste: true});
    expect(router.paste('select 1')).toBe(true);
    const removePrompt = add('prompt', 'box', ['enter'], {text: true});
    expect(router.paste('a\n  b')).toBe(true);
    removePrompt();
    add('confirm', 'box', ['y']);
    expect(router.paste('y')).toBe(false);
    expect(pressed).toEqual([
      'screen pastes select 1',
      'prompt types a',
      'prompt types space',
      'prompt types b',
    ]);
  });

  it('tells of every change', () => {
    const {router, add, onChange} = createRouter();
    const remove = add('screen', 'screen', ['r']);
    expect(onChange).toHaveBeenCalledTimes(1);
    router.changed();
    remove();
    expect(onChange).toHaveBeenCalledTimes(3);
  });
});
