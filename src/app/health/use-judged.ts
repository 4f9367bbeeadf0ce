import {isDeepStrictEqual} from 'node:util';
import {useMemo, useState} from 'react';
import {useClock} from '../live/clock.ts';

/**
 * What is judged of the latest answers, and judged again at each step of the clock: time alone can make a job late. It
 * stays the same object while its `picture`, all that is drawn of it, stays the same. `judge` is another function
 * whenever it has other answers.
 */
export function useJudged<Judged>(
  judge: (now: Date) => Judged | null,
  picture: (judged: Judged) => unknown,
): Judged | null {
  const first = useMemo(() => judge(new Date()), [judge]);
  const [later, setLater] = useState<{judge: typeof judge; judged: Judged | null} | null>(null);
  const judged = later?.judge === judge ? later.judged : first;
  useClock(now => {
    const next = judge(now);
    if (!isDeepStrictEqual(judged && picture(judged), next && picture(next))) setLater({judge, judged: next});
  });
  return judged;
}
