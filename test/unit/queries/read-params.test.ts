import {describe, expect, it} from 'vitest';
import {agentProgress} from '../../../src/queries/agent-progress.ts';
import {agentWeaknessPatterns} from '../../../src/queries/agent-weakness-patterns.ts';
import {countMissedSubmissions} from '../../../src/queries/count-missed-submissions.ts';
import {readParams} from '../../../src/queries/read-params.ts';

const id = '25ea1682-0000-4000-8000-000000000000';

describe('parameters as people type them', () => {
  it('become what the query asks for', () => {
    expect(readParams(agentProgress, {agent_id: id, challenge_id: id, weeks: '3'})).toEqual({
      agent_id: id,
      challenge_id: id,
      weeks: 3,
    });
    expect(readParams(agentWeaknessPatterns, {agent_id: id, challenge_id: 'null', all: 'true'})).toEqual({
      agent_id: id,
      challenge_id: null,
      all: true,
    });
  });

  it('may hold moments in JSON', () => {
    const gaps = '[{"from": "2026-01-01T00:00:00Z", "to": "2026-01-01T00:01:00Z"}]';
    const read = readParams(countMissedSubmissions, {gaps});
    expect(countMissedSubmissions.params.safeParse(read).success).toBe(true);
  });

  it.each([
    [{agent_id: 'x', challenge_id: id}, /agent_id cannot be "x"/],
    [{challenge_id: id}, /needs agent_id, as agent_id=VALUE/],
    [
      {agent_id: id, challenge_id: id, week: '3'},
      /no parameter week\. It takes agent_id, challenge_id, weeks/,
    ],
    [{agent_id: id, challenge_id: id, weeks: 'many'}, /weeks cannot be "many"/],
  ])('are refused with the reason: %j', (given, reason) => {
    expect(() => readParams(agentProgress, given)).toThrow(reason);
  });
});
