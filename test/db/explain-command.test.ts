import {describe, expect, test} from 'vitest';
import {type ExplainCommandRequest, runExplainCommand} from '../../src/commands/explain.ts';
import {UsageError} from '../../src/config/usage-error.ts';
import {provideDatabase, servers} from '../support/servers.ts';
import {challengeId} from './queries/sample-rows.ts';

describe.each(servers)('lanewatch explain on $name', server => {
  const database = provideDatabase(server);

  async function run(name: string, more: Partial<ExplainCommandRequest> = {}) {
    const written: string[] = [];
    const exitCode = await runExplainCommand(
      {
        connection: database().connection,
        schema: 'public',
        name,
        values: [],
        format: 'tree',
        analyze: true,
        timing: true,
        generic: false,
        statementTimeoutMs: 5000,
        ...more,
      },
      {write: text => written.push(text)},
    );
    return {exitCode, output: written.join('')};
  }

  test('explains a query with its parameters', async () => {
    const {exitCode, output} = await run('lane-distributions', {values: [`challenge_id=${challengeId}`]});
    expect(exitCode).toBe(0);
    expect(output).toMatch(/ms run · .* ms plan\n +SELF .*\n.*mv_lane_score_distribution/s);
  });

  test('explains the SELECT of a view, as JSON of the documented shape', async () => {
    const {output} = await run('mv_agent_progress', {format: 'json'});
    const plan = JSON.parse(output) as {nodes: {relation: string | null; exclusiveMs: number}[]};
    expect(plan).toMatchObject({planningMs: expect.any(Number), executionMs: expect.any(Number)});
    expect(plan.nodes.some(({relation}) => relation === 'submissions')).toBe(true);
  });

  test('only plans when told so, and gives the raw plan', async () => {
    const {output} = await run('list-challenges', {format: 'raw', analyze: false});
    expect(JSON.parse(output)).toEqual([{Plan: expect.any(Object), Settings: expect.any(Object)}]);
    expect(output).not.toContain('Actual');
  });

  test('says what is wrong with what it was given', async () => {
    await expect(run('lane-distribution')).rejects.toThrow(UsageError);
    await expect(run('lane-distribution')).rejects.toMatchObject({
      remedy: 'Did you mean lane-distributions?',
    });
    await expect(run('lane-distributions')).rejects.toThrow('needs challenge_id');
    await expect(run('lane-distributions', {values: ['challenge_id=1']})).rejects.toThrow(UsageError);
    await expect(run('mv_nothing')).rejects.toThrow('no materialized view public.mv_nothing');
  });
});
