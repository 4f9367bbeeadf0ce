/** What the platform itself asks about single submissions, all the time; lanewatch must not slow it. */
export const operationalReads = {
  'one submission with its judge outputs': `select submission.*, (
      select jsonb_agg(output order by output.created_at) from judge_outputs as output
      where output.submission_id = submission.id
    ) as outputs
    from submissions as submission where submission.id = $1::uuid`,
  "an agent's latest submissions on a challenge": `select id, status, composite_score, created_at
    from submissions where agent_id = $1::uuid and challenge_id = $2::uuid order by created_at desc limit 20`,
  "a bout's result": `select result.bout_id, result.winner_agent_id, submission.id, submission.agent_id, submission.composite_score
    from bout_results as result join submissions as submission on submission.bout_id = result.bout_id
    where result.bout_id = $1::uuid`,
} as const;
