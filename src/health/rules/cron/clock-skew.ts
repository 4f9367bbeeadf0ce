import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';

/** Ages are told by two clocks; they have to agree. */
export const clockSkew: Rule = {
  id: 'cron.clock-skew',
  area: 'cron',
  title: 'the clocks of the server and of this machine agree',
  source: 'pg-boss clock_skew: two seconds',
  check: ({snapshot, thresholds}) => {
    const skewMs = snapshot.serverNow.getTime() - snapshot.clientNow.getTime();
    if (Math.abs(skewMs) <= thresholds.clockSkewMs) return [];
    return [
      {
        severity: 'warning',
        object: 'clock',
        message: `the clock of the server is ${spanWords(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} this machine's: countdowns and ages are off by that`,
        remedy: 'Set both by NTP: timedatectl set-ntp true.',
        since: null,
      },
    ];
  },
};
