-- The indexes that reads of single submissions need: each of the three below stays under 100 ms at a million rows,
-- also while the views refresh.

-- An agent's latest submissions on a challenge.
CREATE INDEX submissions_agent_challenge_created_idx ON submissions (agent_id, challenge_id, created_at DESC);

-- The submissions of one challenge: fresh numbers for one busy challenge without reading the others.
CREATE INDEX submissions_challenge_created_idx ON submissions (challenge_id, created_at DESC);

-- The submissions of one bout.
CREATE INDEX submissions_bout_idx ON submissions (bout_id) WHERE bout_id IS NOT NULL;

-- One submission with its judge outputs; the deletion of a submission.
CREATE INDEX judge_outputs_submission_idx ON judge_outputs (submission_id);
