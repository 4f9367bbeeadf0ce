import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {aboutListener, listenerName} from './listener.ts';

/** There is no session that listens: events pass unheard, though the outbox keeps them. */
export const lost: Rule = {
  id: 'listen.lost',
  area: 'listen',
  title: 'somebody listens',
  source: 'NOTIFY reaches only those who are there',
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutListener(input, ({link, since, problem, echo, heardAt}) => {
      if (link === 'live') return null;
      const lostMs = snapshot.clientNow.getTime() - since.getTime();
      // One try that failed is all that a single look has.
      const isSingleTry = heardAt === null && echo === null && link === 'lost';
      if (!isSingleTry && lostMs <= thresholds.listenerLostMs) return null;
      return {
        severity: isSingleTry || lostMs > thresholds.listenerLostCriticalMs ? 'critical' : 'warning',
        object: listenerName,
        message:
          (isSingleTry ? 'nobody can listen here' : `nothing was heard for ${spanWords(lostMs)}`) +
          (problem === null ? '' : `: ${problem}`),
        remedy: 'lanewatch keeps trying; check the server, the network and the limit of connections.',
        since,
      };
    });
  },
};
