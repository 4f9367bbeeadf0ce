import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** Without a worker the views follow their schedules alone; without pg_cron they follow nothing. */
export const workerGone: Rule = {
  id: 'pipeline.worker-gone',
  area: 'pipeline',
  title: 'a worker is alive',
  source: 'analytics_worker: a heartbeat every 5 s',
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutInstallation(input, ({workers}) => {
      const nowMs = snapshot.serverNow.getTime();
      const isAlive = workers.some(
        ({stoppedAt, heartbeatAt}) =>
          stoppedAt === null && nowMs - heartbeatAt.getTime() <= thresholds.heartbeatMs,
      );
      if (isAlive) return [];
      const [last] = [...workers].sort(
        (one, other) => other.heartbeatAt.getTime() - one.heartbeatAt.getTime(),
      );
      const runsJobs = snapshot.cron.known && snapshot.cron.value.home === 'built-in';
      const seen = last
        ? `the last one, on ${last.host}, ${last.stoppedAt ? 'ended' : 'was heard'} ${spanWords(nowMs - (last.stoppedAt ?? last.heartbeatAt).getTime())} ago`
        : 'there never was one';
      return [
        {
          severity: runsJobs ? 'critical' : 'warning',
          object: 'worker',
          message: `no worker is alive: ${seen}; ${runsJobs ? 'no job runs' : 'events wait for the next scheduled refresh'}`,
          remedy: 'lanewatch worker',
          since: last ? (last.stoppedAt ?? last.heartbeatAt) : null,
        },
      ];
    });
  },
};
