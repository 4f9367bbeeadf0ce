import type {Rule} from '../../rule.ts';
import {bytesWords, spanWords} from '../wording.ts';
import {aboutStandby} from './about-standby.ts';

/** What it shows is as old as it is behind; where that is too old, the primary is read. */
export const standbyBehind: Rule = {
  id: 'pipeline.standby-behind',
  area: 'pipeline',
  title: 'a standby that is read is close behind',
  source: 'pg_last_xact_replay_timestamp() there, pg_current_wal_lsn() on the primary',
  check: ({snapshot, thresholds}) =>
    aboutStandby(snapshot, ({place, fault, lag}) => {
      if (lag === null || lag.ms < thresholds.standbyBehindMs) return [];
      const behind = `the standby ${place} is ${spanWords(lag.ms)} (${bytesWords(lag.bytes)}) behind`;
      const why = lag.isPaused ? ', its replay is paused' : '';
      const what =
        fault?.kind === 'stale' ? '; the primary is read until it has caught up' : '; so old are metrics';
      return [
        {
          severity: 'warning',
          object: place,
          message: behind + why + what,
          remedy: lag.isPaused
            ? `SELECT pg_wal_replay_resume(); -- on ${place}`
            : 'SELECT * FROM pg_stat_replication; -- on the primary: what is sent, and what is replayed',
          since: new Date(snapshot.serverNow.getTime() - lag.ms),
        },
      ];
    }),
};
