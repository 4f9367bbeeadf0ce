import {useCallback, useLayoutEffect, useRef} from 'react';

/** One thing that a person did at the keyboard. */
export type Typed = {readonly key: string} | {readonly paste: string};

/**
 * Presses keys one after the other, each once the screen has taken in the one before. Over a slow link several keys
 * come in one chunk: without the pause the `r` of `jr` would act on the row that the cursor was on before `j`, and
 * a `y` pressed twice would confirm twice.
 */
export function useKeyQueue(press: (typed: Typed) => void): (typed: readonly Typed[]) => void {
  const latest = useRef(press);
  useLayoutEffect(() => {
    latest.current = press;
  });
  const waiting = useRef<Typed[]>([]);
  const busy = useRef(false);

  const pressNext = useCallback(() => {
    const typed = waiting.current.shift();
    busy.current = typed !== undefined;
    if (!typed) return;
    latest.current(typed);
    // React draws within this turn, or asks in a microtask for an immediate to draw in: ours must come after both. Also
    // what comes in the same chunk but by another event (a paste, an arrow key) has to wait for it.
    queueMicrotask(() => setImmediate(pressNext));
  }, []);

  return useCallback(
    typed => {
      waiting.current.push(...typed);
      if (!busy.current) pressNext();
    },
    [pressNext],
  );
}
