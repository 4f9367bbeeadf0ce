import {joinLines, keyOfCharacter, textOfKey} from './key-event.ts';
import {applyOverrides, type KeyOverrides, noOverrides} from './key-overrides.ts';
import type {KeyBinding, KeyHandler, Keymap} from './keymap.ts';

/** Where keys are looked for, first match wins: a box on top, then the screen, then the program. */
export type KeyLevel = 'program' | 'screen' | 'box';

const order: readonly KeyLevel[] = ['box', 'screen', 'program'];

export interface KeyLayer {
  readonly keymap: Keymap;
  readonly level: KeyLevel;
  handlers: Readonly<Record<string, KeyHandler | ((key: string) => void)>>;
  /** Takes the keys that type text where the layer's own bindings do not take them. */
  onText?: ((key: string) => void) | undefined;
  /** Takes what is pasted, several lines as well; a layer without it gets a paste as typed text of one line. */
  onPaste?: ((text: string) => void) | undefined;
}

/** A key that is valid now, or the reason why it is not. */
export interface KeyHint {
  readonly binding: KeyBinding;
  readonly disabled: string | undefined;
}

export interface KeyGroup {
  readonly title: string;
  readonly hints: readonly KeyHint[];
}

/** Sends each key to one handler. A box takes every key while it is open, but for those that are valid everywhere. */
export class KeyRouter {
  #layers: KeyLayer[] = [];
  readonly #onChange: () => void;
  readonly #overrides: KeyOverrides;

  /** `onChange` is called when the keys that are valid have changed. */
  constructor(onChange: () => void, overrides: KeyOverrides = noOverrides) {
    this.#onChange = onChange;
    this.#overrides = overrides;
  }

  /** The keymap with the keys that somebody chose instead of its own: the only form that is to be added. */
  inForce<Id extends string>(keymap: Keymap<Id>): Keymap<Id> {
    return applyOverrides(keymap, this.#overrides);
  }

  /** Gives back what takes the layer away again. */
  add(layer: KeyLayer): () => void {
    this.#layers.push(layer);
    this.#onChange();
    return () => {
      this.#layers = this.#layers.filter(other => other !== layer);
      this.#onChange();
    };
  }

  changed(): void {
    this.#onChange();
  }

  /** The reason of a disabled key, or undefined. */
  press(key: string): string | undefined {
    const layers = this.#inOrder();
    const box = layers.find(({level}) => level === 'box');
    if (!box) return pressIn(layers, key);
    if (bindingOf(box, key)) return pressIn([box], key);
    if (box.onText && textOfKey(key) !== null) {
      box.onText(key);
      return undefined;
    }
    return pressIn(layers, key, ({everywhere}) => everywhere === true);
  }

  /** Presses a key as if no box were open: what help and the palette run. */
  pressBelow(key: string): string | undefined {
    return pressIn(this.#below(), key);
  }

  /** Gives pasted text to the box on top, or where there is none to the screen. False where nothing takes text. */
  paste(text: string): boolean {
    const layers = this.#inOrder();
    const box = layers.find(({level}) => level === 'box');
    const taker = box ?? layers.find(({onPaste}) => onPaste !== undefined);
    if (taker?.onPaste) taker.onPaste(text);
    else if (taker?.onText) for (const character of joinLines(text)) taker.onText(keyOfCharacter(character));
    else return false;
    return true;
  }

  /** The keys valid now, nearest first: what is on top alone while a box is open. */
  groups(): KeyGroup[] {
    const box = this.#inOrder().find(({level}) => level === 'box');
    return box ? toGroups([box]) : this.groupsBelow();
  }

  /** The keys of the screen and the program, whatever box is open. */
  groupsBelow(): KeyGroup[] {
    return toGroups(this.#below());
  }

  #below(): KeyLayer[] {
    return this.#inOrder().filter(({level}) => level !== 'box');
  }

  /** The latest layer of a level comes first. */
  #inOrder(): KeyLayer[] {
    return order.flatMap(level => this.#layers.filter(layer => layer.level === level).reverse());
  }
}

function bindingOf({keymap}: KeyLayer, key: string): KeyBinding | undefined {
  return keymap.bindings.find(({keys}) => keys.includes(key));
}

function pressIn(
  layers: readonly KeyLayer[],
  key: string,
  counts: (binding: KeyBinding) => boolean = () => true,
): string | undefined {
  for (const layer of layers) {
    const binding = bindingOf(layer, key);
    if (!binding || !counts(binding)) continue;
    const handler = layer.handlers[binding.id];
    if (typeof handler === 'function') handler(key);
    else if (handler?.disabled !== undefined) return handler.disabled;
    else handler?.run(key);
    return undefined;
  }
  return undefined;
}

/** Each layer with the keys that no nearer layer takes from it. */
function toGroups(layers: readonly KeyLayer[]): KeyGroup[] {
  const taken = new Set<string>();
  return layers.map(({keymap, handlers}) => {
    const bindings = keymap.bindings
      .map(binding => ({...binding, keys: binding.keys.filter(key => !taken.has(key))}))
      .filter(({keys}) => keys.length > 0);
    for (const key of bindings.flatMap(({keys}) => keys)) taken.add(key);
    return {
      title: keymap.title,
      hints: bindings.map(binding => ({binding, disabled: disabledReason(handlers[binding.id])})),
    };
  });
}

export function disabledReason(
  handler: KeyHandler | ((key: string) => void) | undefined,
): string | undefined {
  return typeof handler === 'function' ? undefined : handler?.disabled;
}
