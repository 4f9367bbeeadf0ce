import type {PlanRule} from './rule.ts';
import {sayCount, sayKilobytes} from './words.ts';

/** A statement that wrote to the log of changes, even one that only reads: it sets hint bits or prunes pages. */
export const walWritten: PlanRule = {
  id: 'wal-written',
  check({nodes}) {
    const {raw} = nodes[0] ?? {};
    const records = raw?.['WAL Records'] ?? 0;
    if (records === 0) return null;
    const size = sayKilobytes((raw?.['WAL Bytes'] ?? 0) / 1024);
    const words = records === 1 ? '1 record' : `${sayCount(records)} records`;
    return {severity: 'info', text: `${words} went to the write-ahead log, ${size}.`};
  },
};
