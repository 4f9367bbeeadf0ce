import {createContext, useContext, useLayoutEffect, useMemo, useRef} from 'react';
import {disabledReason, type KeyLayer, type KeyLevel, KeyRouter} from './key-router.ts';
import type {KeyHandlers, Keymap} from './keymap.ts';

export const KeyRouterContext = createContext(new KeyRouter(() => {}));

/** Answers a keymap's keys while the component is mounted; gives the keymap as it is in force. */
export function useKeys<Id extends string>(
  declared: Keymap<Id>,
  handlers: KeyHandlers<Id>,
  {
    level = 'screen',
    onText,
    onPaste,
  }: {
    level?: KeyLevel;
    onText?: (key: string) => void;
    onPaste?: ((text: string) => void) | undefined;
  } = {},
): Keymap<Id> {
  const router = useContext(KeyRouterContext);
  const keymap = useMemo(() => router.inForce(declared), [router, declared]);
  const layer = useRef<KeyLayer | null>(null);

  useLayoutEffect(() => {
    const added: KeyLayer = {keymap, level, handlers: {}};
    layer.current = added;
    return router.add(added);
  }, [router, keymap, level]);

  // The handlers close over the state of this render; what is drawn changes only when a key is enabled or disabled.
  const reasons = keymap.bindings.map(({id}) => disabledReason(handlers[id]) ?? '').join('\n');
  useLayoutEffect(() => {
    if (!layer.current) return;
    layer.current.handlers = handlers;
    layer.current.onText = onText;
    layer.current.onPaste = onPaste;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reasons are what the effect is about.
  useLayoutEffect(() => {
    router.changed();
  }, [router, reasons]);
  return keymap;
}
