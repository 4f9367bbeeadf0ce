import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutListener, listenerName} from './listener.ts';

/** For a while nothing could be heard; what happened meanwhile is in the outbox alone. */
export const gaps: Rule = {
  id: 'listen.gaps',
  area: 'listen',
  title: 'no event was missed',
  source: 'NOTIFY is at most once; the outbox is the truth',
  silencedBy: ['listen.lost', 'listen.reconnecting'],
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutListener(input, ({link, since, gaps: count}) => {
      const upMs = snapshot.clientNow.getTime() - since.getTime();
      if (count === 0 || link !== 'live' || upMs > thresholds.listenerWindowMs) return null;
      return {
        severity: 'warning',
        object: listenerName,
        message: `${countWords(count, 'gap')} in what was heard; the views lose nothing by it`,
        remedy: 'The Events screen tells from the outbox what was missed.',
        since,
        count,
      };
    });
  },
};
