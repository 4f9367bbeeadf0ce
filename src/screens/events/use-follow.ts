import {useLayoutEffect, useRef} from 'react';
import type {List} from '../../app/lists/use-list.ts';
import {useRemembered} from '../../app/memory.ts';
import type {TailLine} from './tail-lines.ts';

/**
 * Whether the tail runs along. While the cursor is on the newest line it stays on the newest; moved off it, it stays
 * on its event, and the tail stands still.
 */
export function useFollow({rows, state: {selectedKey}, select}: List<TailLine>): boolean {
  const [follows, setFollows] = useRemembered('events follows', true);
  const newest = rows[0]?.key;
  const before = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = newest;
    if (newest === undefined || selectedKey === null) return;
    if (newest !== was && follows && (was === undefined || selectedKey === was)) select(newest);
    else if (follows !== (selectedKey === newest)) setFollows(!follows);
  });
  return follows;
}
