import type {Rule} from '../../rule.ts';
import {countWords, spanWords} from '../wording.ts';
import {aboutListener, listenerName} from './listener.ts';

/** The link comes and goes. */
export const reconnecting: Rule = {
  id: 'listen.reconnecting',
  area: 'listen',
  title: 'the link of the listener holds',
  source: 'ours',
  silencedBy: ['listen.lost'],
  check(input) {
    const {snapshot, thresholds} = input;
    return aboutListener(input, ({link, since, reconnects}) => {
      const upMs = snapshot.clientNow.getTime() - since.getTime();
      if (reconnects < thresholds.listenerReconnects) return null;
      if (link === 'live' && upMs > thresholds.listenerWindowMs) return null;
      return {
        severity: 'warning',
        object: listenerName,
        message: `the listener connected anew ${countWords(reconnects, 'time')}, the last ${spanWords(upMs)} ago`,
        remedy: 'Look for idle timeouts of firewalls and poolers between here and the server.',
        since: null,
        count: reconnects,
      };
    });
  },
};
