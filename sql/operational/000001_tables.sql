-- The platform's own tables, as a reference: the demo and the tests build on them, `lanewatch migrate` never installs them.
--
-- Only what lanewatch reads is required; every other column is nullable or defaulted. Foreign keys join these three
-- tables alone, so that a test or a demo needs no agents, challenges or bouts.

CREATE TABLE submissions (
  id                 uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id           uuid        NOT NULL,
  challenge_id       uuid        NOT NULL,
  bout_id            uuid,
  status             text        NOT NULL DEFAULT 'queued',
  final_lane_scores  jsonb,
  composite_score    numeric,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz DEFAULT now(),
  repository_url     text,
  commit_sha         text
);

CREATE TABLE judge_outputs (
  id             uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  submission_id  uuid        NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
  judge_name     text,
  lane_scores    jsonb,
  rationale      text,
  created_at     timestamptz DEFAULT now()
);

CREATE TABLE bout_results (
  bout_id          uuid        PRIMARY KEY,
  winner_agent_id  uuid,
  decided_at       timestamptz DEFAULT now()
);
