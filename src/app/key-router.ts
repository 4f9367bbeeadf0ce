import type {KeyBinding, KeyHandler, Keymap} from './keymap.ts';

/** Where keys are looked for, first match wins: a box on top, then the screen, then the program. */
export type KeyLevel = 'program' | 'screen' | 'box';

const order: readonly KeyLevel[] = ['box', 'screen', 'program'];

export interface KeyLayer {
  readonly keymap: Keymap;
  readonly level: KeyLevel;
  handlers: Readonly<Record<string, KeyHandler | ((key: string) => void)>>;
  /** Takes the keys that the layer's own bindings do not: typed text. */
  onText?: ((key: string) => void) | undefined;
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

/** Sends each key to one handler. A box takes every key while it is open. */
export class KeyRouter {
  #layers: KeyLayer[] = [];
  readonly #onChange: () => void;

  /** `onChange` is called when the keys that are valid have changed. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
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
    for (const layer of this.#inOrder()) {
      const binding = layer.keymap.bindings.find(({keys}) => keys.includes(key));
      if (binding) {
        const handler = layer.handlers[binding.id];
        if (typeof handler === 'function') handler(key);
        else if (handler?.disabled !== undefined) return handler.disabled;
        else handler?.run(key);
        return undefined;
      }
      if (layer.onText) {
        layer.onText(key);
        return undefined;
      }
      if (layer.level === 'box') return undefined;
    }
    return undefined;
  }

  /** The keys valid now, nearest first: what is on top alone while a box is open. */
  groups(): KeyGroup[] {
    const layers = this.#inOrder();
    const box = layers.find(({level}) => level === 'box');
    return (box ? [box] : layers).map(toGroup);
  }

  /** The keys of the screen and the program, whatever box is open. */
  groupsBelow(): KeyGroup[] {
    return this.#inOrder()
      .filter(({level}) => level !== 'box')
      .map(toGroup);
  }

  /** The latest layer of a level comes first. */
  #inOrder(): KeyLayer[] {
    return order.flatMap(level => this.#layers.filter(layer => layer.level === level).reverse());
  }
}

function toGroup({keymap, handlers}: KeyLayer): KeyGroup {
  return {
    title: keymap.title,
    hints: keymap.bindings.map(binding => ({binding, disabled: disabledReason(handlers[binding.id])})),
  };
}

export function disabledReason(
  handler: KeyHandler | ((key: string) => void) | undefined,
): string | undefined {
  return typeof handler === 'function' ? undefined : handler?.disabled;
}
