import type {KeyBinding, Keymap} from './keymap.ts';

/**
 * Other keys than the program's own, by the full name of what they do: `cron.refresh: ['F']`. An empty list switches
 * the key off. What is not named keeps its keys.
 */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;

export const noOverrides: KeyOverrides = {};

/** The name under which a key can be given other keys. */
export function fullName({scope}: Keymap, {id}: KeyBinding): string {
  return `${scope.replaceAll(' ', '-')}.${id}`;
}

/** The keymap as it is in force; the same object where nothing of it is changed. */
export function applyOverrides<Id extends string>(keymap: Keymap<Id>, overrides: KeyOverrides): Keymap<Id> {
  const isChanged = keymap.bindings.some(binding => overrides[fullName(keymap, binding)] !== undefined);
  if (!isChanged) return keymap;
  return {
    ...keymap,
    bindings: keymap.bindings.map(binding => ({
      ...binding,
      keys: overrides[fullName(keymap, binding)] ?? binding.keys,
    })),
  };
}
