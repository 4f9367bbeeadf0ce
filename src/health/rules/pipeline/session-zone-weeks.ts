import type {Rule} from '../../rule.ts';
import {aboutDatabase} from './about-pipeline.ts';
import {definitionName} from './definitions.ts';

/** The same row falls into another week for whoever has another time zone; a refresh by pg_cron differs from one by hand. */
export const sessionZoneWeeks: Rule = {
  id: 'pipeline.session-zone-weeks',
  area: 'pipeline',
  title: 'weeks begin at the same moment for everyone',
  source: 'Postgres: date_trunc of a timestamptz goes by the TimeZone of the session',
  check(input) {
    return aboutDatabase(input, ({definitions}) =>
      definitions
        .filter(({truncatesInSessionZone}) => truncatesInSessionZone)
        .map(definition => ({
          severity: 'warning',
          object: definitionName(definition),
          message: `${definitionName(definition)} truncates weeks in the time zone of the session: rows at the edge of a week move`,
          remedy: "Write date_trunc('week', created_at AT TIME ZONE 'UTC')::date in its definition.",
          since: null,
        })),
    );
  },
};
