import {describe, expect, it} from 'vitest';
import {checkOverrides} from '../../../../src/app/keys/check-overrides.ts';
import {applyOverrides, type KeyOverrides} from '../../../../src/app/keys/key-overrides.ts';
import {KeyRouter} from '../../../../src/app/keys/key-router.ts';
import {defineKeys} from '../../../../src/app/keys/keymap.ts';
import {programKeys} from '../../../../src/app/keys/program.keys.ts';
import {keymapPlaces} from '../../../../src/screens/keymaps.ts';

const toys = defineKeys('toys', 'Toys', [
  {id: 'break', keys: ['b'], label: 'break', help: 'Break it.'},
  {id: 'mend', keys: ['m'], label: 'mend', help: 'Mend it.'},
]);

describe('applyOverrides', () => {
  it('gives the named key other keys and leaves the rest', () => {
    const changed = applyOverrides(toys, {'toys.break': ['x', 'X'], 'dolls.mend': ['y']});
    expect(changed.bindings.map(({keys}) => keys)).toEqual([['x', 'X'], ['m']]);
  });

  it('is the same keymap where nothing of it is named', () => {
    expect(applyOverrides(toys, {'dolls.mend': ['y']})).toBe(toys);
  });

  it('is what the router goes by: the old key is free, an empty list switches off', () => {
    const router = new KeyRouter(() => {}, {'toys.break': ['x'], 'toys.mend': []});
    const pressed: string[] = [];
    const add = (name: string) => () => void pressed.push(name);
    router.add({
      keymap: router.inForce(toys),
      level: 'screen',
      handlers: {break: add('break'), mend: add('mend')},
    });
    for (const key of ['b', 'm', 'x']) router.press(key);
    expect(pressed).toEqual(['break']);
    expect(router.groups().flatMap(({hints}) => hints.map(({binding}) => binding.id))).toEqual(['break']);
  });
});

describe('checkOverrides', () => {
  const check = (overrides: KeyOverrides) =>
    checkOverrides(overrides, keymapPlaces).map(({name, what}) => `${name}: ${what}`);

  it('finds nothing wrong with the keys as they come', () => {
    const asTheyCome = Object.fromEntries(
      keymapPlaces.flatMap(({keymap}) =>
        keymap.bindings.map(({id, keys}) => [`${keymap.scope.replaceAll(' ', '-')}.${id}`, keys]),
      ),
    );
    expect(check({})).toEqual([]);
    expect(check(asTheyCome)).toEqual([]);
  });

  it('takes other keys, switched off ones, and two that swap', () => {
    expect(check({'cron.run-now': ['N'], 'program.faster': []})).toEqual([]);
    expect(check({'program.pause': ['R'], 'program.reload': ['p']})).toEqual([]);
    // The same key on different screens is no clash.
    expect(check({'cron.run-now': ['A']})).toEqual([]);
  });

  it.each<[KeyOverrides, RegExp]>([
    [{'cron.refesh': ['F']}, /^cron\.refesh: There is nothing of this name\.$/],
    [{'cron.refresh': ['F5']}, /F5 is no key that terminals send/],
    [{'cron.refresh': ['']}, /is no key that terminals send/],
    [{'cron.refresh': ['ctrl-i']}, /ctrl-i is no key/],
    [{'cron.refresh': ['ctrl-k']}, /ctrl-k does nothing on purpose/],
    [{'cron.refresh': ['ctrl-d']}, /ctrl-d only ever scrolls/],
    [{'cron.refresh': ['ctrl-c']}, /ctrl-c always leads out/],
    [{'cron.refresh': ['t']}, /^cron\.refresh: t is also the key of cron\.toggle\.$/],
    [{'cron.refresh': ['j']}, /j is also the key of list\.down/],
    [{'cron.refresh': ['p']}, /p is also the key of program\.pause/],
    [
      {'program.pause': ['r']},
      /^program\.pause: r is also the key of (overview|cron|views|lanes|agents)\.refresh/,
    ],
    [{'prompt.submit': ['x']}, /x is text here/],
    [{'palette.run': ['space']}, /space is text here/],
    [{'confirm.confirm': ['r']}, /r would be both the key of cron\.refresh and the key that confirms/],
    [{'views.refresh-all': ['y']}, /y would be both the key of views\.refresh-all and the key that confirms/],
    [{'help.close': ['enter']}, /enter is also the key of help\.run/],
  ])('says what is wrong with %j', (overrides, what) => {
    expect(check(overrides).join('\n')).toMatch(new RegExp(what.source, 'm'));
  });

  it('proposes the name that was probably meant', () => {
    expect(checkOverrides({'cron.refesh': ['F']}, keymapPlaces)[0]?.remedy).toContain(
      'Did you mean cron.refresh?',
    );
  });

  it('complains once for each clash, however many screens it is on', () => {
    const problems = checkOverrides({'program.pause': ['@']}, keymapPlaces);
    expect(problems).toHaveLength(1);
    expect(programKeys.bindings.some(({id}) => id === 'log')).toBe(true);
  });
});
