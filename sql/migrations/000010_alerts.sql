-- What the alerts remember: one row per finding, per message and channel, and per channel; and who looks after them.
--
-- No version ever wrote into the table of alert states as it was first made, so it is made anew.

DROP TABLE @schema@.analytics_alert_state;

CREATE TABLE @schema@.analytics_alert_state (
  finding_key         text        PRIMARY KEY,
  rule_id             text        NOT NULL,
  object              text        NOT NULL,
  job_id              integer,
  severity            text        NOT NULL CHECK (severity IN ('warning', 'critical', 'unknown')),
  message             text        NOT NULL DEFAULT '',
  remedy              text        NOT NULL DEFAULT '',
  since               timestamptz,
  first_seen_at       timestamptz NOT NULL DEFAULT now(),
  last_seen_at        timestamptz NOT NULL DEFAULT now(),
  seen_count          integer     NOT NULL DEFAULT 0,
  unseen_count        integer     NOT NULL DEFAULT 0,
  silenced_by         text,
  told_severity       text        CHECK (told_severity IN ('warning', 'critical', 'unknown')),
  last_sent_at        timestamptz,
  suppressed_count    integer     NOT NULL DEFAULT 0,
  muted_until         timestamptz,
  muted_by            text,
  acknowledged_until  timestamptz,
  acknowledged_by     text,
  resolved_at         timestamptz
);
COMMENT ON TABLE @schema@.analytics_alert_state IS
  'What is known to be wrong, since when, and what was told of it. A row with resolved_at is over.';
COMMENT ON COLUMN @schema@.analytics_alert_state.finding_key IS
  'The rule, the number of the job where there is one, and the object, with spaces between.';
COMMENT ON COLUMN @schema@.analytics_alert_state.since IS 'As the finding itself dates it; NULL where it cannot.';
COMMENT ON COLUMN @schema@.analytics_alert_state.seen_count IS 'Looks in a row that found it with this severity.';
COMMENT ON COLUMN @schema@.analytics_alert_state.unseen_count IS 'Looks in a row that did not find it.';
COMMENT ON COLUMN @schema@.analytics_alert_state.silenced_by IS 'The finding that this one only follows from.';
COMMENT ON COLUMN @schema@.analytics_alert_state.told_severity IS
  'What the channels were told last; NULL where they believe that all is well.';
COMMENT ON COLUMN @schema@.analytics_alert_state.suppressed_count IS
  'Looks that found it since the last message and sent none.';

-- What is over is kept for a while; the screens ask for what is not.
CREATE INDEX analytics_alert_state_resolved_idx ON @schema@.analytics_alert_state (resolved_at);

CREATE TABLE @schema@.analytics_alert_delivery (
  id               integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id       uuid        NOT NULL,
  channel          text        NOT NULL,
  message          jsonb       NOT NULL,
  queued_at        timestamptz NOT NULL DEFAULT now(),
  attempt_count    integer     NOT NULL DEFAULT 0,
  next_attempt_at  timestamptz NOT NULL DEFAULT now(),
  claimed_by       uuid,
  claimed_until    timestamptz,
  sent_at          timestamptz,
  given_up_at      timestamptz,
  error            text,
  UNIQUE (message_id, channel)
);
COMMENT ON TABLE @schema@.analytics_alert_delivery IS
  'One row per alert and channel. It is claimed before it is sent, so that two workers never send it twice.';
CREATE INDEX analytics_alert_delivery_open_idx ON @schema@.analytics_alert_delivery (next_attempt_at)
  WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX analytics_alert_delivery_queued_idx ON @schema@.analytics_alert_delivery (queued_at);

CREATE TABLE @schema@.analytics_alert_channel (
  channel        text        PRIMARY KEY,
  last_sent_at   timestamptz,
  failing_since  timestamptz,
  failure_count  integer     NOT NULL DEFAULT 0,
  last_error     text
);
COMMENT ON TABLE @schema@.analytics_alert_channel IS 'Whether each channel of the alerts works; failures are in a row.';

CREATE TABLE @schema@.analytics_alert_lead (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  held_by     uuid,
  held_until  timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON TABLE @schema@.analytics_alert_lead IS
  'Which worker looks after the alerts, and until when unless it says so again: one that hangs loses it.';
INSERT INTO @schema@.analytics_alert_lead DEFAULT VALUES;

-- Sends nothing about a finding for so long, whatever happens to it. NULL or less than nothing ends that.
--
--   SELECT analytics_mute_finding('cron.job-failing 7 nightly', interval '4 hours');
CREATE FUNCTION @schema@.analytics_mute_finding(finding_key text, duration interval) RETURNS timestamptz
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO @schema@.analytics_alert_state AS known
    (finding_key, rule_id, object, severity, muted_until, muted_by)
  VALUES (
    $1, split_part($1, ' ', 1), ltrim(substr($1, length(split_part($1, ' ', 1)) + 1)), 'unknown',
    now() + nullif(greatest($2, interval '0'), interval '0'), session_user
  )
  ON CONFLICT ON CONSTRAINT analytics_alert_state_pkey DO UPDATE
  SET muted_until = excluded.muted_until,
    muted_by = CASE WHEN excluded.muted_until IS NULL THEN NULL ELSE excluded.muted_by END
  RETURNING muted_until
$$;
COMMENT ON FUNCTION @schema@.analytics_mute_finding(text, interval) IS 'Sends nothing about a finding for a while.';

-- Somebody is on it: no repeats for so long, unless it gets worse. Its end is told. NULL or less than nothing ends that.
--
--   SELECT analytics_acknowledge_finding('cron.job-failing 7 nightly', interval '1 day');
CREATE FUNCTION @schema@.analytics_acknowledge_finding(finding_key text, duration interval) RETURNS timestamptz
  LANGUAGE sql
  SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO @schema@.analytics_alert_state AS known
    (finding_key, rule_id, object, severity, acknowledged_until, acknowledged_by)
  VALUES (
    $1, split_part($1, ' ', 1), ltrim(substr($1, length(split_part($1, ' ', 1)) + 1)), 'unknown',
    now() + nullif(greatest($2, interval '0'), interval '0'), session_user
  )
  ON CONFLICT ON CONSTRAINT analytics_alert_state_pkey DO UPDATE
  SET acknowledged_until = excluded.acknowledged_until,
    acknowledged_by = CASE WHEN excluded.acknowledged_until IS NULL THEN NULL ELSE excluded.acknowledged_by END
  RETURNING acknowledged_until
$$;
COMMENT ON FUNCTION @schema@.analytics_acknowledge_finding(text, interval) IS 'Stops the repeats about a finding for a while.';
