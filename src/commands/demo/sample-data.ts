import type {Connection} from '../../config/connection.ts';
import {firesBetween} from '../../cron/fires.ts';
import {parseSchedule} from '../../cron/schedule.ts';
import {type Client, openClient} from '../../db/client.ts';
import {migrate} from '../../db/migrate.ts';
import {listSql, readSql} from '../../db/sql-files.ts';
import {readPipelineViews} from '../../pipeline/outbox.ts';
import {orderViews} from '../../pipeline/view-order.ts';

const hourMs = 3_600_000;
/** How far the made-up past of the jobs goes back, and how many runs of rarer ones there are at least. */
const pastMs = 26 * hourMs;
const leastRuns = 20;

/**
 * Makes the tables, the pipeline, half a year of submissions and the jobs' past; does nothing where a kept folder has
 * them. All of it follows from the seed and the present moment. One session does everything: settings are the
 * session's, and so is the order.
 */
export async function prepareSampleData(
  connection: Connection,
  seed: number,
  onProgress: (line: string) => void,
): Promise<void> {
  const client = openClient(connection, {applicationName: 'lanewatch demo', max: 1});
  try {
    const [found] = await client.unsafe<{is_complete: boolean; has_tables: boolean}[]>(
      readSql('demo/has-sample-data.sql'),
    );
    if (found?.is_complete) {
      onProgress('Upgrading the pipeline where needed');
      await migrate({connection});
      return;
    }
    if (found?.has_tables) throw new Error('The kept folder was left half-made; remove it and start again.');
    onProgress('Making half a year of submissions');
    await client`select set_config('lanewatch_demo.seed', ${String(Math.trunc(seed))}, false)`;
    await runFolder(client, 'operational');
    await runFolder(client, 'demo/before-migration');
    onProgress('Installing the pipeline');
    await migrate({connection});
    await runFolder(client, 'demo/after-migration');
    onProgress('Filling the views');
    for (const {viewName} of orderViews(await readPipelineViews(client))) {
      await client.unsafe(readSql('actions/refresh-view.sql'), [viewName, 'initial']);
    }
    await addPastRuns(client, new Date());
    await client.unsafe(readSql('demo/mark-complete.sql'));
  } finally {
    await client.end({timeout: 1}).catch(() => {});
  }
}

async function runFolder(client: Client, folder: string): Promise<void> {
  for (const name of listSql(folder)) await client.unsafe(readSql(`${folder}/${name}`));
}

/** The fires are those that the schedules really had, so that no run looks missed or misplaced. */
async function addPastRuns(client: Client, now: Date): Promise<void> {
  const jobs = await client.unsafe<{job_id: number; schedule: string}[]>(readSql('demo/list-jobs.sql'));
  const past = jobs.map(job => ({jobId: job.job_id, firesMs: pastFires(job.schedule, now)}));
  await client.unsafe(readSql('demo/add-past-runs.sql'), [JSON.stringify(past)]);
}

/**
 * The fires of the last day or so, or the last twenty of what fires more rarely; the present minute's too, because a
 * scheduler runs nothing of the minute that it starts in.
 */
export function pastFires(schedule: string, now: Date): number[] {
  const parsed = parseSchedule(schedule);
  const untilMs = now.getTime();
  for (const factor of [1, 24]) {
    const from = new Date(untilMs - pastMs * factor);
    const fires = [...firesBetween(parsed, from, new Date(untilMs))].map(fire => fire.getTime());
    if (fires.length >= leastRuns || factor > 1) return fires;
  }
  return [];
}
