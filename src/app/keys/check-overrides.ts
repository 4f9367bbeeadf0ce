import {closest} from 'fastest-levenshtein';
import {textOfKey} from './key-event.ts';
import {isKeyName} from './key-names.ts';
import {applyOverrides, fullName, type KeyOverrides} from './key-overrides.ts';
import type {Keymap} from './keymap.ts';

/** A keymap, and where its keys are valid. */
export interface KeymapPlace {
  readonly keymap: Keymap;
  readonly level: 'program' | 'list' | 'screen' | 'box';
  /** A screen that draws a list: the keys of lists are valid on it, too. */
  readonly hasList?: boolean;
  /** A box in which text is typed: its keys must type none. */
  readonly takesText?: boolean;
}

/** One thing that is wrong with the keys somebody chose. */
export interface OverrideProblem {
  /** The full name that it is about, as it stands in the settings. */
  readonly name: string;
  readonly what: string;
  readonly remedy: string;
}

/** Everything that is wrong with other keys, worst place first; empty where they can be used. */
export function checkOverrides(
  overrides: KeyOverrides,
  places: readonly KeymapPlace[],
): readonly OverrideProblem[] {
  const known = new Set(
    places.flatMap(({keymap}) => keymap.bindings.map(binding => fullName(keymap, binding))),
  );
  const changed = places.map(place => ({...place, keymap: applyOverrides(place.keymap, overrides)}));
  return [
    ...unknownNames(overrides, known),
    ...badKeys(overrides, places),
    ...clashes(changed)
      .filter(({names}) => names.some(name => name in overrides))
      .map(toProblem(overrides)),
    ...hastyConfirms(overrides, changed),
  ];
}

function unknownNames(overrides: KeyOverrides, known: ReadonlySet<string>): OverrideProblem[] {
  return Object.keys(overrides)
    .filter(name => !known.has(name))
    .map(name => ({
      name,
      what: 'There is nothing of this name.',
      remedy: `Did you mean ${closest(name, [...known])}? docs/keys.md lists all names.`,
    }));
}

function badKeys(overrides: KeyOverrides, places: readonly KeymapPlace[]): OverrideProblem[] {
  const typing = new Set(
    places
      .filter(({takesText}) => takesText)
      .flatMap(({keymap}) => keymap.bindings.map(binding => fullName(keymap, binding))),
  );
  return Object.entries(overrides).flatMap(([name, keys]) =>
    keys.flatMap(key => {
      const what = whyNot(name, key, typing.has(name));
      return what === undefined ? [] : [{name, what, remedy: 'Choose another key.'}];
    }),
  );
}

function whyNot(name: string, key: string, typing: boolean): string | undefined {
  if (!isKeyName(key))
    return `${key} is no key that terminals send; keys are written as j, G, enter, space, ctrl-d.`;
  if (key === 'ctrl-k') return 'ctrl-k does nothing on purpose: other programs kill with it.';
  if (key === 'ctrl-d' && !name.endsWith('down'))
    return 'ctrl-d only ever scrolls: a reflex from vim or tmux must do no harm.';
  if (key === 'ctrl-c' && !/\.(quit|interrupt|close|cancel|back)$/.test(name))
    return 'ctrl-c always leads out, of a box or of lanewatch.';
  if (typing && textOfKey(key) !== null) return `${key} is text here: it could not be typed any more.`;
  return undefined;
}

interface Clash {
  readonly key: string;
  readonly names: readonly string[];
}

/** Keys that would mean two things in one place. The same id in two keymaps is one meaning. */
function clashes(places: readonly KeymapPlace[]): Clash[] {
  const at = (level: KeymapPlace['level']) => places.filter(place => place.level === level);
  const groups = places.map(place => {
    if (place.level === 'screen') return [place, ...(place.hasList ? at('list') : []), ...at('program')];
    return place.level === 'list' ? [place, ...at('program')] : [place];
  });
  const found = groups.flatMap(clashesIn);
  const distinct = new Map(found.map(clash => [`${clash.key} ${clash.names.join(' ')}`, clash]));
  return [...distinct.values()];
}

function clashesIn(places: readonly KeymapPlace[]): Clash[] {
  const owners = places.flatMap(({keymap}) =>
    keymap.bindings.flatMap(binding =>
      binding.keys.map(key => ({key, id: binding.id, name: fullName(keymap, binding)})),
    ),
  );
  return Object.values(Object.groupBy(owners, ({key}) => key))
    .map(same => same ?? [])
    .filter(same => new Set(same.map(({id}) => id)).size > 1)
    .map(same => ({key: same[0]?.key ?? '', names: same.map(({name}) => name)}));
}

function toProblem(overrides: KeyOverrides): (clash: Clash) => OverrideProblem {
  return ({key, names}) => {
    const name = names.find(each => each in overrides) ?? '';
    const others = names.filter(each => each !== name);
    return {
      name,
      what: `${key} is also the key of ${others.join(' and ')}.`,
      remedy: `Choose another key, or give ${others.join(' and ')} another one.`,
    };
  };
}

/** The key that confirms must ask for nothing anywhere: a key pressed twice would do what nobody has read. */
function hastyConfirms(overrides: KeyOverrides, places: readonly KeymapPlace[]): OverrideProblem[] {
  const bindings = places.flatMap(({keymap}) =>
    keymap.bindings.map(binding => ({...binding, name: fullName(keymap, binding)})),
  );
  const confirming = bindings.find(({name}) => name === 'confirm.confirm');
  const asking = bindings.filter(({name, id}) => !name.startsWith('confirm.') && id !== 'copy');
  return asking.flatMap(({name, keys}) =>
    keys
      .filter(key => confirming?.keys.includes(key))
      .filter(() => name in overrides || 'confirm.confirm' in overrides)
      .map(key => ({
        name: name in overrides ? name : 'confirm.confirm',
        what: `${key} would be both the key of ${name} and the key that confirms.`,
        remedy: 'Choose another key: what asks and what confirms have to differ.',
      })),
  );
}
