/**
 * Tables and functions as each version of pg_cron makes them, on a server without it. These are shapes, not the
 * extension: nothing runs jobs here.
 */
const tables = (nameType: string) => `
  create schema cron;
  create sequence cron.jobid_seq;
  create sequence cron.runid_seq;
  create table cron.job (
    jobid bigint primary key default nextval('cron.jobid_seq'),
    schedule text not null,
    command text not null,
    nodename text not null default 'localhost',
    nodeport int not null default inet_server_port(),
    database text not null default current_database(),
    username text not null default current_user,
    active boolean not null default true,
    jobname ${nameType},
    constraint jobname_username_uniq unique (jobname, username)
  );
  alter table cron.job enable row level security;
  create policy cron_job_policy on cron.job using (username = current_user);
  create table cron.job_run_details (
    jobid bigint, runid bigint primary key default nextval('cron.runid_seq'), job_pid integer, database text,
    username text, command text, status text, return_message text, start_time timestamptz, end_time timestamptz
  );
  alter table cron.job_run_details enable row level security;
  create policy cron_job_run_details_policy on cron.job_run_details using (username = current_user);
  create function cron.schedule(schedule text, command text) returns bigint language sql as
    'insert into cron.job (schedule, command) values ($1, $2) returning jobid';
  create function cron.schedule(job_name ${nameType}, schedule text, command text) returns bigint language sql as
    'insert into cron.job (jobname, schedule, command) values ($1, $2, $3) returning jobid';
  create function cron.unschedule(job_id bigint) returns boolean language sql as
    'delete from cron.job where jobid = $1 returning true';`;

const alterJob = `
  create function cron.alter_job(
    job_id bigint, schedule text default null, command text default null, database text default null,
    username text default null, active boolean default null
  ) returns void language sql as
    'update cron.job set schedule = coalesce($2, schedule), active = coalesce($6, active) where jobid = $1';`;

/** By the version that pg_extension tells; 1.6 changed nothing in SQL after 1.5. */
export const cronShapes = [
  {version: '1.3', sql: tables('name'), hasAlterJob: false},
  {version: '1.4-1', sql: tables('name') + alterJob, hasAlterJob: true},
  {version: '1.5', sql: tables('text') + alterJob, hasAlterJob: true},
  {version: '1.6', sql: tables('text') + alterJob, hasAlterJob: true},
] as const;

/** Lets the catalogue say that the extension is there. For superusers. */
export function registerExtension(version: string): string {
  return `set allow_system_table_mods = on;
    insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    values (90000, 'pg_cron', 10, 'cron'::regnamespace, false, '${version}');
    reset allow_system_table_mods`;
}
