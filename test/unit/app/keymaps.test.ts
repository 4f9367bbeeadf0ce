import {globSync, readFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {describe, expect, it} from 'vitest';
import {isKeyName} from '../../../src/app/keys/key-names.ts';
import {type Keymap, showKey} from '../../../src/app/keys/keymap.ts';
import {keymapPlaces} from '../../../src/screens/keymaps.ts';

const source = new URL('../../../src/', import.meta.url);
const files = globSync('**/*.keys.ts', {cwd: source.pathname}).sort();

/** Every keymap of the program, found in the files that may declare one. */
const keymaps: readonly {file: string; keymap: Keymap}[] = (
  await Promise.all(
    files.map(async file => {
      const exported: unknown[] = Object.values(await import(new URL(file, source).href));
      return exported.filter(isKeymap).map(keymap => ({file, keymap}));
    }),
  )
).flat();

function isKeymap(value: unknown): value is Keymap {
  return typeof value === 'object' && value !== null && 'scope' in value && 'bindings' in value;
}

const scopeOf = (scope: string) => {
  const found = keymaps.find(({keymap}) => keymap.scope === scope);
  if (found === undefined) throw new Error(`no keymap has the scope ${scope}`);
  return found.keymap;
};
const screens = keymaps.filter(({file}) => file.startsWith('screens/'));
const boxes = keymaps.filter(({file}) => file.includes('overlays/'));
const all = keymaps.map(({keymap}) => keymap);

/** Whether the screen of a keymap draws a list, so that the keys of lists are valid on it too. */
function hasList(file: string): boolean {
  const folder = dirname(file);
  return globSync(`${folder}/*.{ts,tsx}`, {cwd: source.pathname}).some(each =>
    /\buseList\b/.test(readFileSync(new URL(each, source), 'utf8')),
  );
}

describe('the keymaps', () => {
  it('are found', () => {
    expect(screens.length).toBeGreaterThanOrEqual(4);
    expect(boxes.map(({keymap}) => keymap.scope).sort()).toEqual(
      expect.arrayContaining(['confirm', 'help', 'log', 'prompt']),
    );
    expect(new Set(all.map(({scope}) => scope)).size).toBe(all.length);
  });

  it.each(all)('$scope names, labels and explains each key once', ({bindings}) => {
    const ids = bindings.map(({id}) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const keys = bindings.flatMap(binding => binding.keys);
    expect(keys).toEqual([...new Set(keys)]);
    for (const {id, label, help, keys: own} of bindings) {
      expect(own.length, id).toBeGreaterThan(0);
      expect(label, id).toMatch(/^\S+( \S+){0,2}(, \S+ \S+)?$/);
      expect(help, id).toMatch(/^\S.*[.`]$/s);
    }
  });

  it.each(all)('$scope uses only keys that terminals send', ({bindings}) => {
    for (const key of bindings.flatMap(({keys}) => keys)) expect(isKeyName(key), key).toBe(true);
  });

  it.each(screens)('on $keymap.scope no key means two things', ({file, keymap}) => {
    const overlapping = [keymap, scopeOf('program'), ...(hasList(file) ? [scopeOf('list')] : [])];
    const owners = overlapping.flatMap(({scope, bindings}) =>
      bindings.flatMap(({id, keys}) => keys.map(key => ({key, id, owner: `${scope}.${id}`}))),
    );
    const byKey = Object.groupBy(owners, ({key}) => key);
    expect(Object.values(byKey).filter(same => new Set(same?.map(({id}) => id)).size > 1)).toEqual([]);
  });

  it('let ctrl-d only scroll and ctrl-k do nothing: reflexes of vim and tmux users must not destroy', () => {
    const bound = all.flatMap(({scope, bindings}) => bindings.map(({id, keys}) => ({scope, id, keys})));
    expect(bound.filter(({keys}) => keys.includes('ctrl-k'))).toEqual([]);
    for (const {id} of bound.filter(({keys}) => keys.includes('ctrl-d'))) expect(id).toMatch(/down$/);
  });

  it('give q, ? and esc one meaning everywhere', () => {
    const meaning = (key: string, maps: readonly Keymap[]) =>
      maps.flatMap(({bindings}) => bindings.filter(({keys}) => keys.includes(key)).map(({id}) => id));
    const screenMaps = [...screens.map(({keymap}) => keymap), scopeOf('list')];
    const boxMaps = boxes.map(({keymap}) => keymap);
    const leave = (ids: string[]) => ids.every(id => ['close', 'cancel'].includes(id));
    expect(meaning('q', [scopeOf('program')])).toEqual(['quit']);
    expect(meaning('q', screenMaps)).toEqual([]);
    expect(leave(meaning('q', boxMaps))).toBe(true);
    expect(meaning('?', [scopeOf('program')])).toEqual(['help']);
    expect(meaning('?', screenMaps)).toEqual([]);
    expect(leave(meaning('?', boxMaps))).toBe(true);
    expect(meaning('esc', [scopeOf('program')])).toEqual([]);
    expect(new Set(meaning('esc', screenMaps))).toEqual(new Set(['back']));
    expect(meaning('esc', boxMaps)).toHaveLength(boxMaps.length);
    expect(leave(meaning('esc', boxMaps))).toBe(true);
  });

  it('let r and e mean one thing on every screen that has them', () => {
    const ids = (key: string) =>
      new Set(
        screens.flatMap(({keymap}) =>
          keymap.bindings.filter(({keys}) => keys.includes(key)).map(({id}) => id),
        ),
      );
    expect(ids('r')).toEqual(new Set(['refresh']));
    // On Explain itself, e explains once more.
    expect([...ids('e')].filter(id => !['explain', 'again'].includes(id))).toEqual([]);
  });

  it('confirm with a key that asks for nothing', () => {
    const confirming = scopeOf('confirm').bindings.find(({id}) => id === 'confirm')?.keys ?? [];
    expect(confirming).toEqual(['y']);
    const asking = all.filter(({scope}) => scope !== 'confirm').flatMap(({bindings}) => bindings);
    // Copying changes nothing and asks nothing.
    expect(asking.filter(({id, keys}) => keys.includes('y') && id !== 'copy')).toEqual([]);
  });
});

describe('showKey', () => {
  it.each([
    ['up', '↑'],
    ['pgdn', 'PgDn'],
    ['shift-tab', 'Shift-Tab'],
    ['ctrl-d', 'ctrl-d'],
    ['G', 'G'],
  ])('writes %s as %s', (key, shown) => {
    expect(showKey(key)).toBe(shown);
  });
});

it('every file that declares keys is one that this test finds', () => {
  const declaring = globSync('**/*.{ts,tsx}', {cwd: source.pathname}).filter(file =>
    /\bdefineKeys\(/.test(readFileSync(new URL(file, source), 'utf8')),
  );
  const unknown = declaring.filter(file => !files.includes(file) && basename(file) !== 'keymap.ts');
  expect(unknown).toEqual([]);
  // The list that the documentation and the check of the settings go by holds them all.
  expect(keymapPlaces.map(({keymap}) => keymap.scope).sort()).toEqual(all.map(({scope}) => scope).sort());
});
