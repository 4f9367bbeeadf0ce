import {useCallback, useLayoutEffect, useRef} from 'react';

/**
 * Presses keys one after the other, each once the screen has taken in the one before. Over a slow link several keys
 * come in one chunk: without the pause the `r` of `jr` would act on the row that the cursor was on before `j`, and
 * a `y` pressed twice would confirm twice.
 */
export function useKeyQueue(press: (key: string) => void): (keys: readonly string[]) => void {
  const latest = useRef(press);
  useLayoutEffect(() => {
    latest.current = press;
  });
  const waiting = useRef<string[]>([]);
  const busy = useRef(false);

  const pressNext = useCallback(() => {
    const key = waiting.current.shift();
    busy.current = key !== undefined;
    if (key === undefined) return;
    latest.current(key);
    // React draws within this turn, or in an immediate that was asked for before this one.
    setImmediate(pressNext);
  }, []);

  return useCallback(
    keys => {
      waiting.current.push(...keys);
      if (!busy.current) pressNext();
    },
    [pressNext],
  );
}
