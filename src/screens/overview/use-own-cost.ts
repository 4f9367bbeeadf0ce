import {useStdout} from 'ink';
import {useEffect, useState} from 'react';
import {usePace} from '../../app/live/pace.ts';
import {useServices} from '../../app/services.ts';
import {costWindowMs, isSameCost, type OutputSample, type OwnCost, ownCost} from './own-cost.ts';

/** Seldom enough that telling the cost does not become one. */
const everyMs = 10_000;
const firstMs = 3_000;

/** What lanewatch costs, measured again now and then. Null before the first measure. */
export function useOwnCost(): OwnCost | null {
  const {database} = useServices();
  const {intervalMs} = usePace();
  const {stdout} = useStdout();
  const [cost, setCost] = useState<OwnCost | null>(null);
  useEffect(() => {
    const openedMs = Date.now();
    let samples: OutputSample[] = [];
    let told: OwnCost | null = null;
    const measure = () => {
      const nowMs = Date.now();
      // Not every stream counts what went through it.
      const {bytesWritten} = stdout as {bytesWritten?: number};
      if (bytesWritten !== undefined)
        samples = [
          ...samples.filter(({atMs}) => atMs >= nowMs - costWindowMs),
          {atMs: nowMs, bytes: bytesWritten},
        ];
      const mine = database.log.records.filter(({at}) => at.getTime() >= openedMs);
      // As it begins there is nothing to tell yet.
      if (nowMs - openedMs < firstMs / 2) return;
      const measured = ownCost(mine, samples, {nowMs, openedMs, intervalMs});
      if (told && isSameCost(told, measured)) return;
      told = measured;
      setCost(measured);
    };
    measure();
    const first = setTimeout(measure, firstMs);
    const timer = setInterval(measure, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [database, intervalMs, stdout]);
  return cost;
}
