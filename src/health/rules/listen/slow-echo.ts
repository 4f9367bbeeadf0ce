import type {Rule} from '../../rule.ts';
import {spanWords} from '../wording.ts';
import {aboutListener, listenerName} from './listener.ts';

/** Notifications arrive, but late. */
export const slowEcho: Rule = {
  id: 'listen.slow',
  area: 'listen',
  title: 'notifications arrive at once',
  source: 'ours: a notification takes milliseconds',
  check(input) {
    return aboutListener(input, ({echo}) => {
      const tookMs = echo?.tookMs;
      if (!echo || tookMs == null || tookMs <= input.thresholds.echoMs) return null;
      return {
        severity: 'warning',
        object: listenerName,
        message: `a notification took ${spanWords(tookMs)} to come back`,
        remedy: 'Look for long commits and a busy server; the link may be slow too.',
        since: echo.sentAt,
      };
    });
  },
};
