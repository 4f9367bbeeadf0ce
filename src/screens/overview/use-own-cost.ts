import {useStdout} from 'ink';
import {useEffect, useState} from 'react';
import {usePace} from '../../app/live/pace.ts';
import {useServices} from '../../app/services.ts';
import {costWindowMs, isSameCost, type OutputSample, type OwnCost, ownCost} from './own-cost.ts';

/** Seldom enough that telling the cost does not become one. */
const everyMs = 10_000;
/** The start, which draws everything and asks everything, is not what a tick costs. */
const settleMs = 2_000;
/** After that, until something is told: there has been a look at everything meanwhile. */
const firstMs = 5_000;

/** What lanewatch costs, measured again now and then. Null before the first measure. */
export function useOwnCost(): OwnCost | null {
  const {database} = useServices();
  const {intervalMs} = usePace();
  const {stdout} = useStdout();
  const [cost, setCost] = useState<OwnCost | null>(null);
  useEffect(() => {
    let samples: OutputSample[] = [];
    let told: OwnCost | null = null;
    const sample = (nowMs: number) => {
      // Not every stream counts what went through it.
      const {bytesWritten} = stdout as {bytesWritten?: number};
      if (bytesWritten !== undefined)
        samples = [
          ...samples.filter(({atMs}) => atMs >= nowMs - costWindowMs),
          {atMs: nowMs, bytes: bytesWritten},
        ];
    };
    const timers: NodeJS.Timeout[] = [];
    const begin = () => {
      const openedMs = Date.now();
      sample(openedMs);
      const measure = () => {
        const nowMs = Date.now();
        sample(nowMs);
        const mine = database.log.records.filter(({at}) => at.getTime() >= openedMs);
        const measured = ownCost(mine, samples, {nowMs, openedMs, intervalMs});
        if (told && isSameCost(told, measured)) return;
        told = measured;
        setCost(measured);
      };
      timers.push(setTimeout(measure, firstMs), setInterval(measure, everyMs));
    };
    timers.push(setTimeout(begin, settleMs));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [database, intervalMs, stdout]);
  return cost;
}
