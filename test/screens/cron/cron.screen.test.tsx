import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {CronScreen} from '../../../src/screens/cron/cron.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type Answer, type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {
  edgesRow,
  factsRow,
  failingJob,
  jobRow,
  missedJob,
  neverRanJob,
  pausedJob,
  runningJob,
  runRow,
} from './job-rows.ts';

/** What every answer needs beside the jobs. */
const around: Record<string, Answer> = {'cron-facts': () => [factsRow()], 'cron-history-edges': [edgesRow]};

const cronScreen: ScreenDefinition = {id: 'cron', number: 2, title: 'Cron', component: CronScreen};

function jobs(): Record<string, Answer> {
  return {
    ...around,
    'list-cron-jobs': [
      jobRow(1, 'refresh-lane-distributions'),
      pausedJob,
      failingJob,
      missedJob,
      neverRanJob,
      runningJob,
    ],
    'list-cron-runs': ({job_id}) =>
      job_id === failingJob.job_id
        ? [
            runRow(41_207, {
              status: 'failed',
              return_message: 'ERROR: permission denied for table submissions',
            }),
          ]
        : [runRow(41_000, {started_at: new Date('2026-11-14T03:15:00Z')})],
  };
}

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(cronScreen, {answers: jobs(), ...fakes});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/STATUS +STARTED|No job/));
  return monitor;
}

/** The names of the jobs listed, from top to bottom. */
function listed(lines: readonly string[]): string[] {
  return lines.flatMap(line => /^.{3}. [A-Z-]+(?: \d+)? +([a-z-]+)/u.exec(line)?.[1] ?? []);
}

const worstFirst = [
  'refresh-time-to-first-win',
  'refresh-weakness-patterns',
  'refresh-agent-progress',
  'purge-cron-history',
  'vacuum-submissions',
  'refresh-lane-distributions',
];

describe('Cron', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows the jobs, worst first, and why, at %dx%d', async (columns, rows) => {
    const {lines, lastFrame} = await show({columns, rows});
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toContain('Cron jobs · 6 · 4 not well');
    const expected = rows === 15 ? worstFirst.slice(0, 3) : worstFirst;
    expect(listed(lines()).slice(0, expected.length)).toEqual(expected);
    expect(lastFrame()).toContain('why');
  });

  it.each([80, 120])('gives each state its glyph and its word, uncut, at %d columns', async columns => {
    const {lastFrame} = await show({columns});
    for (const state of ['✗ MISSED 2', '✗ FAILING 7', '? NEVER-RAN', '‖ PAUSED', '✓ OK', '↻ RUNNING'])
      expect(lastFrame()).toContain(`${state} `);
  });

  it('tells since when a job fails, how often, and why', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    keys('j');
    await vi.waitFor(() =>
      expect(lastFrame()).toContain('┌ refresh-weakness-patterns · At 0 and 30 minutes past the hour'),
    );
    expect(lastFrame()).toContain('since  06:30:00Z, 7 in a row; last good 2026-11-14 06:00Z');
    expect(lastFrame()).toMatch(/why +ERROR: permission denied for table submissions/);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/41207 +✗ failed +09:30:00Z +200 ms +ERROR/));
    expect(lastFrame()).toMatch(/✓{13}✗{7}/);
  });

  it('says so of a job that has no run yet', async () => {
    const {lastFrame} = await show({columns: 80, answers: {...jobs(), 'list-cron-runs': []}});
    await vi.waitFor(() => expect(lastFrame()).toContain('No run of it is in the history.'));
  });

  it('tells at 80 columns all of how long a run took', async () => {
    const startMs = Date.now() - 20 * 3_600_000;
    const slow = jobRow(1, 'rebuild-search', {
      last_runs: [[1, 'succeeded', startMs, startMs + (12 * 60 + 5) * 60_000]],
    });
    const {lastFrame} = await show({columns: 80, answers: {...jobs(), 'list-cron-jobs': [slow]}});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/rebuild-search .* 12 h 05 m/));
  });

  it('dates the runs of another day', async () => {
    const {lastFrame} = await show({columns: 120});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/41000 +✓ succeeded +2026-11-14 03:15Z/));
  });

  it('sorts by column, turns the order, and comes back to its own', async () => {
    const {keys, lines} = await show({rows: 40});
    for (const key of '>>') keys(key);
    await vi.waitFor(() => expect(lines()[2]).toContain('sort job'));
    expect(listed(lines())).toEqual([...worstFirst].sort());
    keys('o');
    await vi.waitFor(() => expect(listed(lines())).toEqual([...worstFirst].sort().reverse()));
    for (const key of '<<') keys(key);
    await vi.waitFor(() => expect(listed(lines())).toEqual(worstFirst));
  });

  it('shows only faults, and all again', async () => {
    const {keys, lines, lastFrame} = await show();
    keys('f');
    await vi.waitFor(() => expect(lastFrame()).toContain('faults only'));
    expect(listed(lines())).toEqual(worstFirst.slice(0, 4));
    keys('f');
    await vi.waitFor(() => expect(listed(lines())).toEqual(worstFirst));
  });

  it('filters by a pattern while it is typed, also by what a job runs', async () => {
    const {keys, lines, lastFrame} = await show();
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('mv_(time|weak)');
    await vi.waitFor(() => expect(listed(lines())).toEqual(worstFirst.slice(0, 2)));
    keys('\x1b');
    await vi.waitFor(() => expect(listed(lines())).toEqual(worstFirst));
  });

  it('says that nothing matches a filter', async () => {
    const {keys, lastFrame} = await show();
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('zebra\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('No job matches the filter.'));
  });

  it('refreshes the view of the job under the cursor, after a confirm', async () => {
    const {keys, lastFrame, acted} = await show();
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain("CALL analytics_refresh('mv_time_to_first_win'"));
    keys('r');
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('Confirm'));
    expect(acted).toEqual([]);
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('Confirm'));
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['refresh-view', 'mv_time_to_first_win', 'manual']]));
  });

  it('acts on the row that the keys of one chunk have moved to, and confirms once', async () => {
    const {keys, lastFrame, acted} = await show();
    keys('jr');
    await vi.waitFor(() => expect(lastFrame()).toContain("CALL analytics_refresh('mv_weakness_patterns'"));
    keys('yy');
    await vi.waitFor(() => expect(acted).toEqual([['refresh-view', 'mv_weakness_patterns', 'manual']]));
    expect(lastFrame()).not.toContain('Confirm');
  });

  it('says why a job without a view cannot be refreshed', async () => {
    const {keys, lastFrame} = await show();
    keys('Gk');
    await vi.waitFor(() => expect(lastFrame()).toContain('┌ vacuum-submissions'));
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('r: this job refreshes no pipeline view'));
  });

  it('keeps the cursor on its job when the order changes', async () => {
    const answers = jobs();
    const {keys, lastFrame, lines} = await show({answers});
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶ +✗ FAILING 7/));
    answers['list-cron-jobs'] = [
      jobRow(7, 'refresh-weakness-patterns'),
      jobRow(1, 'refresh-lane-distributions', {status: 'failed', failure_streak: 1}),
    ];
    keys('R');
    await vi.waitFor(() => expect(listed(lines())[0]).toBe('refresh-lane-distributions'));
    expect(lastFrame()).toMatch(/▶ +✓ OK +refresh-weakness-patterns/);
  });
});

describe('Cron with keys that act', () => {
  it('pauses a job after a confirm that shows the statement, and resumes a paused one', async () => {
    const {keys, lastFrame, acted} = await show();
    keys('jt');
    await vi.waitFor(() =>
      expect(lastFrame()).toContain('SELECT cron.alter_job(job_id => 7, active => false);'),
    );
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['set-job-active', 7, false]]));
    keys('jj');
    await vi.waitFor(() => expect(lastFrame()).toContain('┌ purge-cron-history'));
    keys('t');
    await vi.waitFor(() => expect(lastFrame()).toContain('active => true'));
  });

  it('runs a job now by its whole command, in its database, as oneself', async () => {
    const command = "CALL analytics_refresh('mv_weakness_patterns'); -- all of it";
    const answers = {...jobs(), 'cron-job-command': [{command, database: 'lanes', username: 'lanes_owner'}]};
    const {keys, lastFrame, acted} = await show({answers});
    keys('jn');
    await vi.waitFor(() => expect(lastFrame()).toContain('-- all of it'));
    expect(lastFrame()).toContain('Runs once as ada, not as lanes_owner');
    keys('n');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('Confirm'));
    expect(acted).toEqual([]);
    keys('n');
    await vi.waitFor(() => expect(lastFrame()).toContain('Confirm'));
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['command', command, 'lanes']]));
  });

  it.each(['t', 'n'])('says why %s does nothing in a read-only session', async key => {
    const {keys, lastFrame, acted} = await show({readOnly: true});
    keys(key);
    await vi.waitFor(() => expect(lastFrame()).toContain(`${key}: this session is read-only`));
    expect(acted).toEqual([]);
  });

  it.each(['t', 'n'])('says why %s does nothing on a standby', async key => {
    const {keys, lastFrame, acted} = await show({isStandby: true});
    keys(key);
    await vi.waitFor(() => expect(lastFrame()).toContain(`${key}: this server is a standby`));
    expect(acted).toEqual([]);
  });

  it('shows the jobs of other databases on a key', async () => {
    const answers = {
      ...jobs(),
      'list-cron-jobs': [jobRow(1, 'ours'), jobRow(2, 'theirs', {database: 'other'})],
    };
    const {keys, lines} = await show({answers, columns: 140});
    expect(listed(lines())).toEqual(['ours']);
    expect(lines()[2]).toContain('b 1 of other databases');
    keys('b');
    await vi.waitFor(() => expect(listed(lines())).toEqual(['ours', 'theirs']));
  });
});

describe('Cron without rows', () => {
  it.each([
    [
      'a role without rights',
      {may_see_jobs: false},
      'may not read the jobs',
      'GRANT analytics_reader TO ada',
    ],
    [
      'row security',
      {hides_jobs: true},
      'is shown only its own jobs (0; 9 were made so far)',
      'GRANT analytics_reader TO ada',
    ],
    ['no scheduler', {cron_schema: null, settings: []}, 'neither pg_cron nor', 'lanewatch migrate'],
    ['a standby', {in_recovery: true}, 'this is a standby', 'Connect to the primary'],
  ])('says why nothing is seen: %s', async (_, rest, message, remedy) => {
    const answers = {...around, 'cron-facts': [factsRow(rest)], 'list-cron-jobs': []};
    const {lastFrame} = renderMonitor(cronScreen, {answers, columns: 120});
    await vi.waitFor(() => expect(lastFrame()).toContain(message));
    expect(lastFrame()).toContain(remedy);
  });

  it('says that it is loading', async () => {
    const {lastFrame} = renderMonitor(cronScreen, {answers: {...around, 'list-cron-jobs': 'never'}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Loading the cron jobs'));
  });

  it('says why the jobs cannot be read', async () => {
    const denied = postgresError('42501', 'permission denied for schema cron');
    const {lastFrame} = renderMonitor(cronScreen, {answers: {...around, 'list-cron-jobs': denied}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Cannot read the cron jobs: A right is missing'));
    expect(lastFrame()).toContain('permission denied for schema cron');
  });

  it('says that there are no jobs', async () => {
    const {lastFrame} = await show({answers: {...around, 'list-cron-jobs': []}});
    expect(lastFrame()).toContain('No jobs.');
  });

  it('says that nothing is unwell', async () => {
    const {keys, lastFrame} = await show({
      answers: {...around, 'list-cron-jobs': [jobRow(1, 'refresh-lane-distributions')]},
    });
    expect(lastFrame()).toContain('all well');
    keys('f');
    await vi.waitFor(() => expect(lastFrame()).toContain('No job is unwell.'));
  });

  it('keeps the jobs while the link is lost, and the header counts down', async () => {
    const answers = jobs();
    const {keys, lastFrame} = await show({answers, columns: 160});
    const lost = postgresError('CONNECTION_CLOSED', 'write CONNECTION_CLOSED');
    for (const name of [...Object.keys(around), 'list-cron-jobs', 'list-cron-runs']) answers[name] = lost;
    keys('R');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/as of .* ago: write CONNECTION_CLOSED/));
    expect(lastFrame()).toMatch(/✗ offline .* retry in/);
    expect(lastFrame()).toContain('refresh-weakness-patterns');
  });
});

describe('Cron with text from strangers', () => {
  it('draws names, commands and messages without their control characters', async () => {
    const answers: Record<string, Answer> = {
      ...around,
      'list-cron-jobs': [
        jobRow(1, 'ev\x1b[2Jil\u202ejob', {
          command: 'SELECT 1;\n\x1b]0;owned\x07DROP',
          status: 'failed',
          failure_streak: 1,
          return_message: '日本\x07語\r\nline',
        }),
      ],
      'list-cron-runs': [runRow(1, {return_message: '\x9b31mred'})],
    };
    const {lines, lastFrame} = await show({answers});
    await vi.waitFor(() => expect(lastFrame()).toContain('eviljob'));
    expect(lastFrame()).not.toMatch(/\x1b\[2J|\x1b\]|\x07|\u202e|\x9b|owned/);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });
});
