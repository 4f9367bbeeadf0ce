-- What lanewatch remembers: its version, the log of refreshes, its workers and alerts, names for people to read.
--
-- `@schema@` stands for the quoted name of the schema lanewatch is installed in. Types are chosen for how they arrive in JavaScript:
-- `integer` and `double precision` come as numbers, so counts and durations have these types.

CREATE TABLE @schema@.analytics_schema_version (
  version       integer     PRIMARY KEY,
  name          text        NOT NULL,
  installed_at  timestamptz NOT NULL DEFAULT now(),
  installed_by  text        NOT NULL DEFAULT current_user
);
COMMENT ON TABLE @schema@.analytics_schema_version IS 'The migrations of lanewatch that were run here.';

CREATE TABLE @schema@.analytics_refresh_log (
  id           integer          GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  view_name    text             NOT NULL,
  cause        text             NOT NULL CHECK (cause IN ('cron', 'event', 'manual', 'resync', 'initial')),
  status       text             NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'skipped')),
  started_at   timestamptz      NOT NULL DEFAULT clock_timestamp(),
  finished_at  timestamptz,
  duration_ms  double precision,
  row_count    integer,
  error        text,
  sqlstate     text,
  backend_pid  integer          NOT NULL DEFAULT pg_backend_pid()
);
COMMENT ON TABLE @schema@.analytics_refresh_log IS
  'One row per refresh. The age of a view''s data counts from started_at of its last row that succeeded.';

-- The latest runs of one view, and the latest that succeeded.
CREATE INDEX analytics_refresh_log_view_idx ON @schema@.analytics_refresh_log (view_name, started_at DESC);
-- The history over all views, and the purge.
CREATE INDEX analytics_refresh_log_started_idx ON @schema@.analytics_refresh_log (started_at DESC);
-- Runs under way.
CREATE INDEX analytics_refresh_log_running_idx ON @schema@.analytics_refresh_log (view_name) WHERE status = 'running';

CREATE TABLE @schema@.analytics_score_quality (
  challenge_id           uuid        PRIMARY KEY,
  scored_count           integer     NOT NULL,
  malformed_count        integer     NOT NULL,
  example_submission_id  uuid,
  counted_at             timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE @schema@.analytics_score_quality IS
  'How many scored submissions hold a lane value that the views leave out, counted with the lane distributions.';

CREATE TABLE @schema@.analytics_worker (
  worker_id        uuid        PRIMARY KEY,
  host_name        text        NOT NULL,
  process_id       integer     NOT NULL,
  version          text        NOT NULL,
  is_leader        boolean     NOT NULL DEFAULT false,
  runs_scheduler   boolean     NOT NULL DEFAULT false,
  state            text        NOT NULL DEFAULT 'starting',
  refreshing_view  text,
  refreshed_count  integer     NOT NULL DEFAULT 0,
  failed_count     integer     NOT NULL DEFAULT 0,
  last_error       text,
  last_error_at    timestamptz,
  started_at       timestamptz NOT NULL DEFAULT now(),
  heartbeat_at     timestamptz NOT NULL DEFAULT now(),
  stopped_at       timestamptz
);
COMMENT ON TABLE @schema@.analytics_worker IS 'The heartbeats of refresh workers, one row each.';

CREATE TABLE @schema@.analytics_alert_state (
  finding_id          text        PRIMARY KEY,
  severity            text        NOT NULL CHECK (severity IN ('ok', 'warning', 'critical', 'unknown')),
  object              text        NOT NULL,
  message             text        NOT NULL,
  remedy              text,
  since               timestamptz NOT NULL DEFAULT now(),
  seen_at             timestamptz NOT NULL DEFAULT now(),
  notified_at         timestamptz,
  suppressed_count    integer     NOT NULL DEFAULT 0,
  acknowledged_at     timestamptz,
  acknowledged_by     text,
  muted_until         timestamptz
);
COMMENT ON TABLE @schema@.analytics_alert_state IS
  'What is known to be wrong and who was told, so that each change of state is told once.';

CREATE TABLE @schema@.analytics_label (
  kind   text NOT NULL CHECK (kind IN ('agent', 'challenge')),
  id     uuid NOT NULL,
  label  text NOT NULL,
  PRIMARY KEY (kind, id)
);
COMMENT ON TABLE @schema@.analytics_label IS 'Optional names of agents and challenges for people to read.';
