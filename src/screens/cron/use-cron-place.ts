import {useEffect} from 'react';
import {useRemembered} from '../../app/memory.ts';
import {useServices} from '../../app/services.ts';
import type {CronPlace} from '../../queries/cron-place.ts';

/** Where the jobs are kept, asked again whenever `again` changes; null until it is known. */
export function useCronPlace(again: unknown): CronPlace | null {
  const {database} = useServices();
  const [place, setPlace] = useRemembered<CronPlace | null>('cron place', null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is remembered, so asking again costs nothing.
  useEffect(() => {
    let isLeft = false;
    database.cronPlace().then(
      found => {
        if (!isLeft) setPlace(found);
      },
      // A lost link: the questions on the screen tell of it.
      () => {},
    );
    return () => {
      isLeft = true;
    };
  }, [database, again]);
  return place;
}
