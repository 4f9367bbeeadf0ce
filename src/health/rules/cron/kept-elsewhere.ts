import type {Rule} from '../../rule.ts';
import {aboutCron} from './about-cron.ts';

/** The jobs are in another database of the server, and that one does not let us in. */
export const keptElsewhere: Rule = {
  id: 'cron.kept-elsewhere',
  area: 'cron',
  title: 'the database that keeps the jobs can be reached',
  source: 'cron.database_name: the extension can live in that database only',
  check: input =>
    aboutCron(input, ({home, homeProblem, database}) =>
      home !== 'none' || homeProblem === null
        ? null
        : {
            severity: 'unknown',
            object: database,
            message: homeProblem,
            remedy: `Connect to ${database}, or name the right one: --cron-database; the role needs CONNECT there and the rights of analytics_reader.`,
            since: null,
          },
    ),
};
