import process from 'node:process';
import type {Command} from '../config/command.ts';
import {UsageError} from '../config/usage-error.ts';

export const cronCommand: Command = {
  name: 'cron',
  summary: 'Show when a schedule fires, by the rules of pg_cron; no database needed.',
  usage: "next 'SCHEDULE'",
  inputs: {min: 2, max: 2},
  places: [{choices: ['next']}, {}],
  flags: {
    from: {type: 'string', value: 'TIME', help: 'The moment to count from; now when left out.'},
    count: {type: 'number', default: 5, value: 'N', help: 'How many fires.'},
    tz: {type: 'string', default: 'GMT', value: 'ZONE', help: 'The time zone of cron.timezone.'},
    format: {
      type: 'string',
      default: 'text',
      choices: ['text', 'json'],
      value: 'NAME',
      help: 'Text for people or JSON for programs.',
    },
  },
  examples: ["lanewatch cron next '*/10 * * * *'", "lanewatch cron next '0 0 $ * *' --count 3 --format json"],
  async run({input: [action, schedule = ''], flags}) {
    if (action !== 'next') {
      throw new UsageError(`Unknown cron action "${action}".`, "Use: lanewatch cron next 'SCHEDULE'.");
    }
    const {runCronNext} = await import('./cron-next.ts');
    return runCronNext(
      {
        schedule,
        from: typeof flags.from === 'string' ? new Date(flags.from) : new Date(),
        count: Number(flags.count),
        zone: String(flags.tz),
        format: flags.format === 'json' ? 'json' : 'text',
      },
      process,
    );
  },
};
