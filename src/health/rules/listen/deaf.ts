import type {Rule} from '../../rule.ts';
import {aboutListener, listenerName} from './listener.ts';

/** The session listens, or so it believes, and hears nothing. */
export const deaf: Rule = {
  id: 'listen.deaf',
  area: 'listen',
  title: 'a notification sent comes back',
  source: 'a pooler in transaction mode accepts LISTEN and delivers nothing',
  check(input) {
    return aboutListener(input, ({echo}) => {
      if (echo === null || echo.tookMs !== null) return null;
      return {
        severity: 'critical',
        object: listenerName,
        message: 'a notification sent to itself did not come back: whoever listens here hears nothing',
        remedy: 'Connect to Postgres itself, or to a pooler in session mode.',
        since: echo.sentAt,
      };
    });
  },
};
