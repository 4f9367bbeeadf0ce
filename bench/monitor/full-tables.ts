import type {Client} from '../../src/db/client.ts';

/** Rows are called `row-00001` and so on: found again on the screen whatever else stands in their line. */
export const rowName = /row-\d{5}/;

/** So many hourly jobs and no others, each with the run of its last fire: the Cron screen keeps and judges them all. */
export async function fillCron(client: Client, rows: number): Promise<void> {
  await client.unsafe(`
    delete from lanewatch_cron.job;
    truncate lanewatch_cron.job_run_details;
    select lanewatch_cron.schedule('row-' || to_char(n, 'FM00000'), (n % 60) || ' * * * *', 'select ' || n)
    from generate_series(1, ${rows}) as n;
    insert into lanewatch_cron.job_run_details
      (jobid, job_pid, database, username, command, status, return_message, start_time, end_time)
    select jobid, 1, database, username, command, 'succeeded', '1 row', fired_at, fired_at + interval '1 s'
    from (
      select job.*, date_trunc('hour', now() - past) + past as fired_at
      from lanewatch_cron.job, make_interval(mins => split_part(schedule, ' ', 1)::int) as past
    ) as fired
    order by fired_at`);
  await client.unsafe('vacuum analyze lanewatch_cron.job, lanewatch_cron.job_run_details');
}

/** So many notifications at once, as much as the Events screen keeps. */
export async function fillEvents(client: Client, rows: number): Promise<void> {
  await client`
    select count(pg_notify('theirs', 'row-' || to_char(n, 'FM00000')))
    from generate_series(1, ${rows}::int) as n`;
}
