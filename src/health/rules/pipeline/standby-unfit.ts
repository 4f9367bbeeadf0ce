import type {Rule} from '../../rule.ts';
import {aboutStandby} from './about-standby.ts';

/** A server that goes its own way would show numbers that are not those of the primary: it is not read. */
export const standbyUnfit: Rule = {
  id: 'pipeline.standby-unfit',
  area: 'pipeline',
  title: 'a standby that is read belongs to this primary',
  source: 'pg_is_in_recovery() there, and pg_control_system() on both',
  check: ({snapshot}) =>
    aboutStandby(snapshot, ({place, fault, since}) => {
      if (fault?.kind === 'other-cluster')
        return [
          {
            severity: 'critical',
            object: place,
            message: `${place} belongs to another cluster than the primary: it is not read`,
            remedy: 'Name a standby of this primary with --read-url.',
            since,
          },
        ];
      if (fault?.kind === 'no-standby')
        return [
          {
            severity: 'warning',
            object: place,
            message: `${place} is no standby: it is the primary, or was promoted; metrics are read from the primary`,
            remedy:
              'Name a standby with --read-url; where this one was promoted, connect to it as the primary.',
            since,
          },
        ];
      return [];
    }),
};
