-- Where pg_cron is absent, the worker runs the jobs of this schema by pg_cron's rules. Tables, sequences and functions
-- have pg_cron's names, columns and signatures, so that everything that reads or schedules jobs works on both.
-- Run at every migration: pg_cron may come and go.

CREATE SCHEMA IF NOT EXISTS lanewatch_cron;
COMMENT ON SCHEMA lanewatch_cron IS 'The jobs that the lanewatch worker runs where pg_cron is not installed.';

CREATE SEQUENCE IF NOT EXISTS lanewatch_cron.jobid_seq;
CREATE SEQUENCE IF NOT EXISTS lanewatch_cron.runid_seq;

CREATE TABLE IF NOT EXISTS lanewatch_cron.job (
  jobid     bigint  PRIMARY KEY DEFAULT nextval('lanewatch_cron.jobid_seq'),
  schedule  text    NOT NULL,
  command   text    NOT NULL,
  nodename  text    NOT NULL DEFAULT 'localhost',
  nodeport  integer NOT NULL DEFAULT coalesce(inet_server_port(), current_setting('port')::integer),
  database  text    NOT NULL DEFAULT current_database(),
  username  text    NOT NULL DEFAULT current_user,
  active    boolean NOT NULL DEFAULT true,
  jobname   text,
  CONSTRAINT jobname_username_uniq UNIQUE (jobname, username)
);

CREATE TABLE IF NOT EXISTS lanewatch_cron.job_run_details (
  jobid           bigint,
  runid           bigint PRIMARY KEY DEFAULT nextval('lanewatch_cron.runid_seq'),
  job_pid         integer,
  database        text,
  username        text,
  command         text,
  status          text,
  return_message  text,
  start_time      timestamptz,
  end_time        timestamptz
);
-- The latest run of one job; pg_cron itself has no such index.
CREATE INDEX IF NOT EXISTS job_run_details_jobid_runid_idx ON lanewatch_cron.job_run_details (jobid, runid DESC);

-- Refuses at once what could never be a schedule; whoever runs the jobs knows the whole grammar.
CREATE OR REPLACE FUNCTION lanewatch_cron.check_schedule(schedule text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF schedule ~* '^\s*@(hourly|daily|midnight|weekly|monthly|yearly|annually|reboot|restart)\s*$'
    OR schedule ~* '^\s*[1-5]?[0-9]\s+seconds?\s*$' AND schedule !~ '^\s*0+\s'
    OR schedule ~* '^\s*([0-9a-z*,/$-]+\s+){4}[0-9a-z*,/$-]+\s*$'
  THEN
    RETURN schedule;
  END IF;
  RAISE EXCEPTION 'invalid schedule: %', schedule
    USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Use five fields (minute hour day month weekday), "30 seconds", or a word such as @daily.';
END
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.schedule_in_database(
  job_name text, schedule text, command text, database text, username text DEFAULT NULL, active boolean DEFAULT true
) RETURNS bigint
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO lanewatch_cron.job AS known (jobname, schedule, command, database, username, active)
  VALUES ($1, lanewatch_cron.check_schedule($2), $3, $4, coalesce($5, current_user), $6)
  ON CONFLICT ON CONSTRAINT jobname_username_uniq DO UPDATE
  SET schedule = excluded.schedule, command = excluded.command, database = excluded.database, active = excluded.active
  RETURNING jobid
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.schedule(job_name text, schedule text, command text) RETURNS bigint
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO lanewatch_cron.job AS known (jobname, schedule, command)
  VALUES ($1, lanewatch_cron.check_schedule($2), $3)
  ON CONFLICT ON CONSTRAINT jobname_username_uniq DO UPDATE
  SET schedule = excluded.schedule, command = excluded.command
  RETURNING jobid
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.schedule(schedule text, command text) RETURNS bigint
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO lanewatch_cron.job (schedule, command) VALUES (lanewatch_cron.check_schedule($1), $2) RETURNING jobid
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.alter_job(
  job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL, database text DEFAULT NULL,
  username text DEFAULT NULL, active boolean DEFAULT NULL
) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE lanewatch_cron.job AS known
  SET schedule = coalesce(lanewatch_cron.check_schedule($2), known.schedule),
    command = coalesce($3, known.command),
    database = coalesce($4, known.database),
    username = coalesce($5, known.username),
    active = coalesce($6, known.active)
  WHERE known.jobid = $1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Job % does not exist', job_id USING ERRCODE = 'undefined_object';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.unschedule(job_id bigint) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  DELETE FROM lanewatch_cron.job AS known WHERE known.jobid = $1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'could not find valid entry for job %', job_id USING ERRCODE = 'undefined_object';
  END IF;
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION lanewatch_cron.unschedule(job_name text) RETURNS boolean
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  DELETE FROM lanewatch_cron.job AS known WHERE known.jobname = $1 AND known.username = current_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'could not find valid entry for job ''%''', job_name USING ERRCODE = 'undefined_object';
  END IF;
  RETURN true;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA lanewatch_cron FROM PUBLIC;
