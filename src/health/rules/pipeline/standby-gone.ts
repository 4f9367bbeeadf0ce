import type {Rule} from '../../rule.ts';
import {aboutStandby} from './about-standby.ts';

/** Metrics are read from the primary meanwhile: nothing is missing, but the primary was to be spared. */
export const standbyGone: Rule = {
  id: 'pipeline.standby-gone',
  area: 'pipeline',
  title: 'a standby that is read can be reached',
  source: 'a login there, whenever metrics are read or everything is looked at',
  check: ({snapshot}) =>
    aboutStandby(snapshot, ({place, fault, since}) =>
      fault?.kind === 'gone'
        ? [
            {
              severity: 'warning',
              object: place,
              message: `the standby ${place} cannot be read, so the primary is: ${fault.what}: ${fault.why}`,
              remedy: fault.remedy,
              since,
            },
          ]
        : [],
    ),
};
