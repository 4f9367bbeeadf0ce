import type {Rule} from '../../rule.ts';
import {countWords, spanWords} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** Events come faster than the worker takes them, or it takes none. */
export const outboxGrowing: Rule = {
  id: 'pipeline.outbox-growing',
  area: 'pipeline',
  title: 'the outbox is emptied',
  source: 'ours: a worker takes events within seconds',
  silencedBy: ['pipeline.worker-gone', 'pipeline.slice-failing'],
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutInstallation(input, ({outbox}) => {
      if (outbox.oldestWaitingAt === null) return [];
      const waitedMs = snapshot.serverNow.getTime() - outbox.oldestWaitingAt.getTime();
      const isLong = outbox.waitingCount >= thresholds.outboxRows;
      if (waitedMs <= thresholds.outboxWaitMs && !isLong) return [];
      const counted = countWords(outbox.waitingCount, 'event');
      const count =
        outbox.waitingCount >= outbox.countedAtMost ? `${counted} or more wait` : `${counted} waiting`;
      return [
        {
          severity: 'warning',
          object: 'analytics_refresh_queue',
          message: `${count}, the oldest for ${spanWords(waitedMs)}: the worker does not keep up`,
          remedy: 'lanewatch refresh --all',
          since: outbox.oldestWaitingAt,
          count: outbox.waitingCount,
        },
      ];
    });
  },
};
