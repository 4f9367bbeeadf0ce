import type {PlanRule} from './rule.ts';
import {sayKilobytes, sayMs, sayShare} from './words.ts';

/** Less is not worth a word. */
const leastMs = 1;

/** Turning the rows into what a client gets takes more than a tenth of the execution; measured from 17 on. */
export const serializationTime: PlanRule = {
  id: 'serialization-time',
  check({document, executionMs}) {
    const {Time: ms = 0, 'Output Volume': kilobytes = 0} = document.Serialization ?? {};
    if (!executionMs || ms < leastMs || ms / executionMs <= 0.1) return null;
    return {
      severity: 'info',
      text: `Turning the result into text took ${sayMs(ms)}, ${sayShare(ms / executionMs)} of the run, for ${sayKilobytes(kilobytes)}. Fewer rows or columns would spare it.`,
    };
  },
};
