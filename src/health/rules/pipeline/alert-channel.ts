import type {Rule} from '../../rule.ts';
import {countWords} from '../wording.ts';
import {aboutInstallation} from './about-pipeline.ts';

/** A pager that nobody can ring is worse than none: people trust in it. The channels that still work tell of it. */
export const alertChannel: Rule = {
  id: 'pipeline.alert-channel',
  area: 'pipeline',
  title: 'the alerts reach their channels',
  source: 'analytics_alert_channel, kept by the worker',
  check(input) {
    return aboutInstallation(input, ({alertChannels}) =>
      alertChannels
        .filter(({failingSince}) => failingSince !== null)
        .map(({name, failingSince, failureCount, lastError}) => ({
          severity: alertChannels.every(channel => channel.failingSince !== null) ? 'critical' : 'warning',
          object: name,
          message: `alerts do not reach ${name}: ${lastError ?? 'no reason is known'}, ${countWords(failureCount, 'try', 'tries')} in a row`,
          remedy: 'lanewatch alert test',
          since: failingSince,
          count: failureCount,
        })),
    );
  },
};
