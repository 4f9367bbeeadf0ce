import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {targetOf} from '../../../src/screens/overview/finding-target.ts';
import {OverviewScreen} from '../../../src/screens/overview/overview.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type Answer, type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {edgesRow, factsRow, jobRow} from '../cron/job-rows.ts';
import {installationRow, logRow, minutesAgo, twinStateRow, viewRow} from '../views/view-rows.ts';

const overviewScreen: ScreenDefinition = {
  id: 'overview',
  number: 1,
  title: 'Overview',
  component: OverviewScreen,
};

const databaseRow = {
  notify_queue_share: 0,
  transaction_pid: null,
  transaction_user: null,
  transaction_application: null,
  transaction_state: null,
  transaction_since: null,
  aggregate_columns: [],
  missing_indexes: [],
};

const hourRow = {
  submission_count: 1204,
  is_more: false,
  submission_counts: [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  succeeded_count: 37,
  failed_count: 1,
  slowest_ms: 4100,
  slowest_view: 'mv_weakness_patterns',
};

/** A job that has fired every minute until now; the newest runs of it failed. */
function minuteJob(job_id: number, job_name: string, failedCount: number) {
  const lastMs = Math.floor(Date.now() / 60_000) * 60_000;
  return jobRow(job_id, job_name, {
    schedule: '* * * * *',
    status: failedCount > 0 ? 'failed' : 'succeeded',
    return_message: failedCount > 0 ? 'ERROR: permission denied for table submissions' : 'CALL',
    started_at: new Date(lastMs),
    ended_at: new Date(lastMs + 100),
    begun_by: new Date(lastMs),
    failure_streak: failedCount,
    failing_since: failedCount > 0 ? new Date(lastMs - (failedCount - 1) * 60_000) : null,
    last_succeeded_at: new Date(lastMs - failedCount * 60_000),
    last_runs: Array.from({length: 20}, (_, index) => [
      41_207 - index,
      index < failedCount ? 'failed' : 'succeeded',
      lastMs - index * 60_000,
      lastMs - index * 60_000 + 100,
    ]),
    server_now: new Date(),
  });
}

/** A job that fails and a view without an index, on a pipeline that is well. */
function unwell(): Record<string, Answer> {
  return {
    'cron-facts': () => [factsRow()],
    'cron-history-edges': [edgesRow],
    'list-cron-jobs': [
      minuteJob(7, 'refresh-weakness-patterns', 7),
      minuteJob(1, 'refresh-agent-progress', 0),
    ],
    'health-views': [
      viewRow('mv_agent_progress', {dead_rows: 0}),
      viewRow('legacy_board', {has_usable_index: false, dead_rows: 0}),
    ],
    'health-view-log': [logRow('mv_agent_progress', minutesAgo(180))],
    'health-database': [databaseRow],
    'health-installation': [installationRow()],
    'last-hour': [hourRow],
  };
}

function well(): Record<string, Answer> {
  return {
    ...unwell(),
    'list-cron-jobs': [],
    'health-views': [viewRow('mv_agent_progress', {dead_rows: 0})],
  };
}

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(overviewScreen, {answers: unwell(), columns: 120, rows: 40, ...fakes});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/Overview [·.] .*checks passed|Cannot read/));
  return monitor;
}

describe('Overview', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])(
    'shows the worst first with where to go, and the state of each part, at %dx%d',
    async (columns, rows) => {
      const {lines, lastFrame} = await show({columns, rows});
      expect(lines().length).toBeLessThanOrEqual(rows);
      for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(lines()[4]).toMatch(/^▶ +✗ CRITICAL +refresh-weakness-p.* → 2$/);
      expect(lastFrame()).toMatch(/cron +✗ scheduler up \d+ d · \d of 2 jobs ok/);
      expect(lastFrame()).toMatch(/worker +✓ alive just now · leader · queue 0/);
      expect(lastFrame()).toMatch(/views +! 1 of 2 not well · oldest data 3 h/);
      if (rows > 15) {
        expect(lastFrame()).toMatch(/! WARNING +legacy_board has no usable .* → 4/);
        await vi.waitFor(() => expect(lastFrame()).toMatch(/submissions scored +1,204 +▁[▁▂▃▄▅▆▇]+█/));
        expect(lastFrame()).toMatch(/refreshes +38 +✓ 37 +✗ 1/);
        expect(lastFrame()).toMatch(/slowest refresh +4\.1 s +mv_weakness_patterns/);
        // What helps against the finding under the cursor is read without going anywhere.
        expect(lastFrame()).toMatch(/ what +7 failed runs in a row: ERROR: permission denied/);
        expect(lastFrame()).toMatch(/ try +\S/);
      }
    },
  );

  it('fills a tall terminal with the jobs, the views and the latest runs', async () => {
    const {lines, lastFrame} = await show({columns: 120, rows: 40});
    expect(lastFrame()).toMatch(/┌ Jobs · 2 ─+┐┌ Views · 2 ─/);
    expect(lastFrame()).toMatch(/✗ FAILING 7 +refresh-weakness-patterns +(✓+)✗{7} │/);
    expect(lastFrame()).toMatch(/ ! NO INDEX +legacy_board +unknown/);
    const first = lines().findIndex(line => line.includes('┌ Latest runs ─'));
    expect(lines()[first + 2]).toMatch(/Z +✗ failed +100 ms +refresh-weakness-patterns +ERROR: perm/);
    expect(lines().slice(first).join('\n')).toMatch(/Z +✓ succeeded +100 ms +refresh-agent-progress/);
    expect(lines().at(-2)).toMatch(/^└─+┘$/);
  });

  it('does not call views well whose log it may not read', async () => {
    const denied = postgresError('42501', 'permission denied for table analytics_refresh_log');
    const views = [viewRow('mv_agent_progress', {dead_rows: 0})];
    const {lastFrame} = await show({
      answers: {...unwell(), 'health-views': views, 'health-view-log': denied},
    });
    expect(lastFrame()).toMatch(/views +\? how old 1 of 1 are is not to be seen/);
  });

  it('says so where there is no job and no view', async () => {
    const {lastFrame} = await show({answers: {...unwell(), 'list-cron-jobs': [], 'health-views': []}});
    expect(lastFrame()).toMatch(/│ No jobs\. +││ No materialized view\. +│/);
    expect(lastFrame()).not.toContain('Latest runs');
  });

  it('says in its title what the other screens read, and how old that is', async () => {
    const followed = await show({answers: {...unwell(), 'twin-state': [twinStateRow()]}, columns: 120});
    await vi.waitFor(() => expect(followed.lines()[2]).toMatch(/checks passed · live data/));
    const behind = twinStateRow({shown_until: minutesAgo(5)});
    const left = await show({answers: {...unwell(), 'twin-state': [behind]}, columns: 120});
    await vi.waitFor(() => expect(left.lines()[2]).toMatch(/checks passed · scheduled: data 2 m old/));
    const older = await show({answers: unwell(), columns: 120});
    await vi.waitFor(() => expect(older.lines()[2]).toMatch(/checks passed · data 3 h old/));
  });

  it('leaves for the screen of the finding on Enter', async () => {
    const {keys, lastFrame} = await show();
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('Overview ·'));
  });

  it('says that all is well, where Enter then leads nowhere', async () => {
    const {lines, lastFrame, keys} = await show({answers: well()});
    await vi.waitFor(() => expect(lines()[2]).toMatch(/✓ nothing critical/));
    expect(lastFrame()).toMatch(/views +✓ all 1 well/);
    expect(lastFrame()).toContain('Nothing is known to be wrong.');
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('enter: nothing is wrong'));
  });

  it('filters the findings', async () => {
    const {keys, lines, lastFrame} = await show();
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('no usable');
    await vi.waitFor(() => expect(lines()[4]).toContain('legacy_board'));
  });

  it('explains the query behind the last hour', async () => {
    const {keys, lastFrame} = await show();
    keys('e');
    await vi.waitFor(() => expect(lastFrame()).toContain('plan of last-hour {}'));
  });

  it('works without the pipeline, and says what is not known for it', async () => {
    const {lastFrame, asked} = await show({
      hasPipeline: false,
      answers: {
        'cron-facts': () => [factsRow()],
        'cron-history-edges': [edgesRow],
        'health-views': [viewRow('nightly', {dead_rows: 0})],
        'health-database': [databaseRow],
      },
    });
    await vi.waitFor(() => expect(lastFrame()).toContain('not counted without the pipeline'));
    expect(lastFrame()).toMatch(/worker +\? not installed: lanewatch migrate/);
    expect(asked.map(({name}) => name)).not.toContain('health-installation');
  });

  it('measures what lanewatch itself costs', async () => {
    const {lastFrame} = await show();
    // What the start costs is not what a tick costs.
    expect(lastFrame()).toContain('not measured yet');
    await vi.waitFor(
      () => expect(lastFrame()).toMatch(/lanewatch per tick +\d+(\.\d)? queries · \d/),
      12_000,
    );
  }, 15_000);

  it('says that it waits, and why it cannot read', async () => {
    const waiting = renderMonitor(overviewScreen, {answers: {'cron-facts': 'never'}});
    await vi.waitFor(() => expect(waiting.lastFrame()).toContain('Loading what is wrong'));
    const refused = await show({
      answers: {'cron-facts': postgresError('ECONNREFUSED', 'connect ECONNREFUSED')},
    });
    expect(refused.lastFrame()).toContain('Cannot read the state of the server');
  });

  it('draws nothing past ASCII when told so', async () => {
    const {lastFrame} = await show({ascii: true});
    expect(lastFrame()).not.toMatch(/[^\n -~]/);
  });
});

describe('targetOf', () => {
  const finding = {object: 'x', area: 'cron'} as const;

  it.each([
    ['a job', {...finding, jobId: 7}, 'cron', {list: 'cron', key: '7'}],
    ['the scheduler', finding, 'cron', null],
    ['a view', {...finding, area: 'views'}, 'views', {list: 'views', key: 'public.x'}],
    ['a view of another schema', {area: 'views', object: 'a.x'}, 'views', {list: 'views', key: 'a.x'}],
    ['a job that blocks readers', {...finding, area: 'views', jobId: 7}, 'cron', {list: 'cron', key: '7'}],
    ['the listener', {...finding, area: 'listen'}, 'events', null],
    ['the worker', {...finding, area: 'pipeline'}, 'doctor', null],
  ] as const)('leads from %s to its screen and row', (_, found, screen, row) => {
    expect(targetOf(found)).toMatchObject({screen, row});
  });
});
