import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {ViewsScreen} from '../../../src/screens/views/views.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type Answer, type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {factsRow, jobRow} from '../cron/job-rows.ts';
import {
  installationRow,
  logRow,
  minutesAgo,
  relation,
  relationsRow,
  runsRow,
  twinRow,
  twinStateRow,
  viewRow,
} from './view-rows.ts';

const viewsScreen: ScreenDefinition = {id: 'views', number: 4, title: 'Views', component: ViewsScreen};

/** A stale view, one being refreshed, one that is fresh and read by another, and two of somebody else's. */
function database(): Record<string, Answer> {
  const staleFrom = minutesAgo(192);
  const freshFrom = minutesAgo(2);
  return {
    'health-views': [
      viewRow('legacy_board', {has_usable_index: false, key_columns: ['challenge_id']}),
      viewRow('mv_agent_progress'),
      viewRow('mv_lane_score_distribution'),
      viewRow('mv_weakness_patterns', {refreshing_pid: 4711, refreshing_since: minutesAgo(0.2)}),
      viewRow('nightly', {}),
    ],
    'health-view-log': [
      logRow('mv_agent_progress', staleFrom, {
        oldest_unseen_event_at: minutesAgo(180),
        newest_event_at: minutesAgo(1),
      }),
      logRow('mv_lane_score_distribution', freshFrom),
      logRow('mv_weakness_patterns', minutesAgo(41)),
    ],
    'list-view-runs': [
      runsRow('mv_agent_progress', staleFrom),
      runsRow('mv_lane_score_distribution', freshFrom),
      runsRow('mv_weakness_patterns', minutesAgo(41), [
        [401, 'manual', 'running', minutesAgo(0.2).getTime(), null, null, null, 4711],
      ]),
    ],
    'view-relations': [
      relationsRow('legacy_board', [relation('submissions')], {owner: 'old_owner'}),
      relationsRow('mv_agent_progress', [relation('submissions')]),
      relationsRow('mv_lane_score_distribution', [relation('submissions')], {
        read_by: [relation('mv_weakness_patterns', 'm')],
      }),
      relationsRow('mv_weakness_patterns', [
        relation('mv_lane_score_distribution', 'm'),
        relation('submissions'),
      ]),
      relationsRow('nightly', [relation('mv_weakness_patterns', 'm')], {owner: 'ada'}),
    ],
    'health-installation': [installationRow()],
    'cron-facts': () => [factsRow()],
    'list-cron-jobs': [],
    'view-definition': [{definition: ' SELECT agent_id\n   FROM submissions;', unique_indexes: ['one']}],
  };
}

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(viewsScreen, {answers: database(), columns: 120, rows: 40, ...fakes});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/Materialized views [·.] \d/));
  return monitor;
}

/** Waits also for what is asked after the first answers. */
async function showAll(fakes: Partial<MonitorFakes> = {}) {
  const monitor = await show(fakes);
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/reads +/));
  return monitor;
}

/** The rows of the table, by the name of the view. */
function rowOf(lines: readonly string[], name: string): string {
  return lines.slice(4).find(line => line.includes(name)) ?? '';
}

describe('Views', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows the views, the pipeline first and the worst of them on top, at %dx%d', async (columns, rows) => {
    const {lines} = await show({columns, rows});
    await vi.waitFor(() => expect(lines()[4]).toMatch(/^▶ +! STALE +mv_agent_progress +3 h 12 m/));
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toContain('Materialized views · 5 · 3 not well');
    expect(lines()[5]).toMatch(/↻ REFRESHING +mv_weakness_patterns/);
    if (rows > 15) {
      expect(lines()[6]).toMatch(/✓ FRESH +mv_lane_score_distribution +2 m/);
      expect(lines()[7]).toMatch(/! NO INDEX +legacy_board +unknown/);
      expect(lines()[8]).toMatch(/\? UNKNOWN +nightly +unknown +not recorded/);
    }
  });

  it('tells cause, length, trend, rows, size and bloat of a refresh', async () => {
    const {lines} = await showAll();
    expect(lines()[3]).toMatch(/DATA AGE +LAST REFRESH +TOOK +TREND +ROWS +SIZE +BLOAT +NEXT/);
    await vi.waitFor(() =>
      expect(rowOf(lines(), 'mv_lane')).toMatch(
        /(\d\d:\d\dZ|\d+ \w{3}) event +3\.9 s +[▁▂▃▄▅▆▇█]{4} +868,443 +89 MB +10%/,
      ),
    );
    expect(rowOf(lines(), 'mv_weakness')).toMatch(/manual, 1\d s +…/);
  });

  it('tells of the view under the cursor why, what helps, what it reads and who reads it', async () => {
    const {keys, lastFrame} = await showAll();
    expect(lastFrame()).toMatch(/why +mv_agent_progress is 3 h 11 min behind the newest submission/);
    expect(lastFrame()).toContain("CALL analytics_refresh('mv_agent_progress', 'manual');");
    keys('jj');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/read by +mv_weakness_patterns/));
    expect(lastFrame()).toMatch(/data +2 m old, as of .*, refreshed after an event/);
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/CREATE UNIQUE INDEX ON legacy_board/));
    expect(lastFrame()).toMatch(/of unknown age: Postgres keeps no time of a refresh, and no job/);
  });

  it('tells of the live twin of a view, and of none where a view has none', async () => {
    const answers = {
      ...database(),
      'twin-state': [twinStateRow({failing_count: 1, failing_attempts: 3, failing_challenge_id: 'c1'})],
      'list-twins': [twinRow('mv_agent_progress')],
    };
    const monitor = await showAll({answers});
    await vi.waitFor(() => expect(monitor.lastFrame()).toContain('twins 1 failing, up to date'));
    await vi.waitFor(() =>
      expect(monitor.lastFrame()).toMatch(
        /twin +analytics_agent_progress, about 3,488 rows, up to date[\s\S]*failing +challenge c1, 3 times in a row: boom/,
      ),
    );
    monitor.keys('G');
    await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/┌ (nightly|legacy_board)/));
    expect(monitor.lastFrame()).not.toMatch(/│ twin /);
  });

  it('shows how far a refresh is, beside how long it usually takes, and whom it waits for', async () => {
    const answers = database();
    const {keys, lastFrame, lines} = await showAll({answers});
    keys('j');
    await vi.waitFor(() =>
      expect(lastFrame()).toMatch(/now +session 4711, 1\d\.\d s so far, 3\.8 s is usual █/),
    );
    answers['health-views'] = [
      viewRow('mv_weakness_patterns', {
        refreshing_pid: 4711,
        refreshing_since: minutesAgo(0.2),
        is_waiting: true,
        waiting_since: minutesAgo(0.1),
        blocked_by: [{pid: 99, user: 'ada', application: 'psql', state: 'idle in transaction'}],
      }),
    ];
    await vi.waitFor(() => expect(rowOf(lines(), 'mv_weakness')).toMatch(/! WAITING .*for pid 99/), 3000);
    expect(lastFrame()).toMatch(/waits +\d+\.\d s for session 99 \(ada, psql, idle in transaction\)/);
  });

  it('tells the age of a view of somebody else’s by the last good run of its job, and when it runs next', async () => {
    const startedAt = minutesAgo(30);
    const job = jobRow(3, 'refresh-nightly', {
      command: 'REFRESH MATERIALIZED VIEW CONCURRENTLY nightly',
      schedule: '* * * * *',
      last_runs: [[9, 'succeeded', startedAt.getTime(), startedAt.getTime() + 2000]],
    });
    const {keys, lastFrame, lines} = await showAll({
      answers: {...database(), 'list-cron-jobs': [job]},
    });
    await vi.waitFor(() => expect(rowOf(lines(), 'nightly')).toMatch(/✓ FRESH +nightly +30 m/));
    expect(rowOf(lines(), 'nightly')).toMatch(/ cron +2\.0 s .*(in \d+(\.\d)? s|due)/);
    keys('G');
    await vi.waitFor(() => expect(lastFrame()).toContain('as the last good run of its job tells'));
    expect(lastFrame()).toMatch(/job +refresh-nightly, every minute/);
  });

  it('calls a view FAILED whose refreshes fail, with the reason', async () => {
    const failedAt = minutesAgo(1);
    const {lines, lastFrame} = await showAll({
      answers: {
        ...database(),
        'health-views': [viewRow('mv_agent_progress')],
        'health-view-log': [
          logRow('mv_agent_progress', minutesAgo(20), {
            failure_streak: 3,
            failing_since: failedAt,
            last_error: 'permission denied for table submissions',
          }),
        ],
      },
    });
    expect(lines()[4]).toMatch(/✗ FAILED +mv_agent_progress +20 m/);
    expect(lastFrame()).toMatch(/why .*failed 3 times in a row: permission denied/);
  });

  it('refreshes after a question that shows the statement', async () => {
    const {keys, lastFrame, acted} = await showAll();
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('Refresh mv_agent_progress'));
    expect(lastFrame()).toContain("CALL analytics_refresh('mv_agent_progress', 'manual');");
    expect(acted).toEqual([]);
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['refresh-view', 'mv_agent_progress', 'manual']]));
    await vi.waitFor(() => expect(lastFrame()).toContain('Refreshed mv_agent_progress in'));
  });

  it('refreshes the marked ones, and lets go of the marks', async () => {
    const {keys, lines, lastFrame, acted} = await showAll();
    keys(' jj ');
    await vi.waitFor(() => expect(lines()[2]).toContain('2 marked'));
    keys('r');
    await vi.waitFor(() => expect(lastFrame()).toContain('Refresh 2 views'));
    keys('y');
    await vi.waitFor(() =>
      expect(acted.map(([, name]) => name)).toEqual(['mv_agent_progress', 'mv_lane_score_distribution']),
    );
    await vi.waitFor(() => expect(lines()[2]).not.toContain('marked'));
  });

  it('refreshes all that can be, what others read before them, each in its own way', async () => {
    const answers = {
      ...database(),
      'health-views': [
        viewRow('a_reader'),
        viewRow('legacy_board', {has_usable_index: false}),
        viewRow('mv_lane_score_distribution'),
        viewRow('z_source'),
      ],
      'view-relations': [
        relationsRow('a_reader', [relation('z_source', 'm')]),
        relationsRow('z_source', [relation('submissions')]),
      ],
    };
    const {keys, lines, lastFrame, acted} = await show({answers});
    keys('jj');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/reads +z_source/));
    expect(lines()[4]).toContain('mv_lane_score_distribution');
    keys('A');
    await vi.waitFor(() => expect(lastFrame()).toContain('Refresh 3 views, not the other one'));
    keys('y');
    await vi.waitFor(() =>
      expect(acted).toEqual([
        ['refresh-view', 'mv_lane_score_distribution', 'manual'],
        ['command', 'REFRESH MATERIALIZED VIEW CONCURRENTLY z_source;', 'lanes'],
        ['command', 'REFRESH MATERIALIZED VIEW CONCURRENTLY a_reader;', 'lanes'],
      ]),
    );
  });

  it('cancels a refresh under way, and only that', async () => {
    const {keys, lastFrame, acted} = await showAll();
    keys('C');
    await vi.waitFor(() => expect(lastFrame()).toContain('C: no refresh of it is under way'));
    keys('jC');
    await vi.waitFor(() => expect(lastFrame()).toContain('SELECT pg_cancel_backend(4711);'));
    keys('y');
    await vi.waitFor(() => expect(acted).toEqual([['cancel-refresh', 4711, 'public.mv_weakness_patterns']]));
    // The fake gives no row: whoever had the number is not refreshing any more.
    await vi.waitFor(() => expect(lastFrame()).toContain('had ended already'));
  });

  it.each([
    [
      'without an index, the statement that makes one',
      'jjj',
      /r: legacy_board: no unique index: CREATE UNIQUE/,
    ],
    ['while another session refreshes it', 'j', /r: mv_weakness_patterns: session 4711 is refreshing it/],
  ])('says why r does nothing: %s', async (_, moves, reason) => {
    const {keys, lastFrame} = await showAll();
    keys(`${moves}r`);
    await vi.waitFor(() => expect(lastFrame()).toMatch(reason));
  });

  it('changes nothing in a read-only session, nor what the role may not', async () => {
    const readOnly = await showAll({readOnly: true});
    readOnly.keys('A');
    await vi.waitFor(() => expect(readOnly.lastFrame()).toContain('A: this session is read-only'));
    const standby = await showAll({isStandby: true});
    standby.keys('A');
    await vi.waitFor(() => expect(standby.lastFrame()).toContain('A: this server is a standby'));
    const stranger = await showAll({
      answers: {
        ...database(),
        'view-relations': [
          relationsRow('mv_agent_progress', [relation('submissions')], {may_refresh: false}),
        ],
      },
    });
    stranger.keys('r');
    await vi.waitFor(() =>
      expect(stranger.lastFrame()).toContain('only members of analytics_owner may refresh it'),
    );
  });

  it('reads the definition, searches it, and goes back', async () => {
    const {keys, lastFrame} = await showAll();
    keys('d');
    await vi.waitFor(() =>
      expect(lastFrame()).toMatch(/mv_agent_progress · definition[\s\S]*FROM submissions;/),
    );
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('from');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('SELECT agent_id'));
    keys('\r');
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('Materialized views ·'));
  });

  it('explains the own SELECT of a view', async () => {
    const {keys, lastFrame} = await showAll();
    await vi.waitFor(() => {
      keys('e');
      expect(lastFrame()).toMatch(/plan of .*mv_agent_progress/);
    });
  });

  it('gives the view the whole screen on Enter, and the list back on Esc', async () => {
    const {keys, lastFrame} = await showAll();
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/definition +SELECT agent_id/));
    expect(lastFrame()).not.toContain('DATA AGE');
    expect(lastFrame()).toMatch(/✓ succeeded .* event +3\.9 s +868,443/);
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('DATA AGE'));
  });

  it('shows only faults, and filters by what a view suffers from', async () => {
    const {keys, lines, lastFrame} = await showAll();
    keys('f');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('✓ FRESH'));
    keys('f');
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    keys('no index');
    await vi.waitFor(() => expect(lines()[4]).toContain('legacy_board'));
  });

  it('asks once a tick, and the rest now and then', async () => {
    const {asked} = await showAll();
    const before = asked.length;
    const since = () => asked.slice(before).map(({name}) => name);
    await vi.waitFor(
      () => expect(since().filter(name => name === 'views-look').length).toBeGreaterThanOrEqual(3),
      5000,
    );
    expect(since().filter(name => name !== 'views-look')).toEqual([]);
  });

  it('works without the pipeline and without a scheduler', async () => {
    const {lines, lastFrame, asked} = await showAll({
      hasPipeline: false,
      answers: {
        'health-views': [viewRow('nightly')],
        'view-relations': [relationsRow('nightly', [relation('submissions')])],
        'cron-facts': () => [factsRow({cron_schema: null})],
      },
    });
    expect(lines()[4]).toMatch(/\? UNKNOWN +nightly +unknown/);
    expect(lastFrame()).toContain('no job refreshes it');
    expect(asked.map(({name}) => name)).not.toContain('health-view-log');
    expect(asked.map(({name}) => name)).not.toContain('list-cron-jobs');
  });

  it('says that there is no view, and what would make one', async () => {
    const {lastFrame} = await show({answers: {'health-views': []}});
    expect(lastFrame()).toContain('There is no materialized view in this database.');
    expect(lastFrame()).not.toContain('all well');
    expect(lastFrame()).toContain('lanewatch migrate');
  });

  it('says that it waits, and why it cannot read', async () => {
    const waiting = renderMonitor(viewsScreen, {answers: {'health-views': 'never'}});
    await vi.waitFor(() => expect(waiting.lastFrame()).toContain('Loading the materialized views'));
    const refused = renderMonitor(viewsScreen, {
      answers: {'health-views': postgresError('42501', 'permission denied for view pg_locks')},
    });
    await vi.waitFor(() => expect(refused.lastFrame()).toMatch(/Cannot read the materialized views/));
    expect(refused.lastFrame()).toContain('permission denied for view pg_locks');
  });

  it('does not take a log that may not be read for one without refreshes', async () => {
    const {lines} = await show({
      columns: 200,
      answers: {
        ...database(),
        'health-view-log': postgresError('42501', 'permission denied for table analytics_refresh_log'),
      },
    });
    expect(lines()[2]).toContain('no log of refreshes: permission denied');
    expect(rowOf(lines(), 'mv_agent')).toMatch(/\? UNKNOWN +mv_agent_progress +unknown +unknown/);
    expect(lines().join('\n')).toContain('the log of refreshes is not to be seen');
  });

  it('keeps the rows, with their age, while the server is away', async () => {
    const answers = database();
    const {lines} = await showAll({answers, columns: 200});
    answers['health-views'] = postgresError('ECONNREFUSED', 'connect ECONNREFUSED');
    await vi.waitFor(() => expect(lines()[2]).toMatch(/as of .* ago: /), 3000);
    expect(rowOf(lines(), 'mv_agent_progress')).toContain('STALE');
  });

  it('draws nothing past ASCII when told so', async () => {
    const {lastFrame} = await showAll({ascii: true});
    expect(lastFrame()).not.toMatch(/[^\n -~]/);
  });

  it('lets no text of the database draw itself', async () => {
    const evil = 'evil\x1b[2J\x1b]0;owned\x07\nforged';
    const {lastFrame, keys} = await show({
      answers: {
        'health-views': [viewRow(evil, {is_pipeline: false})],
        'view-relations': [relationsRow(evil, [relation(evil)], {owner: evil})],
        'view-definition': [{definition: evil, unique_indexes: []}],
        'cron-facts': () => [factsRow()],
      },
    });
    await vi.waitFor(() => expect(lastFrame()).toMatch(/reads +evil forged/));
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/definition +evil/));
    expect(lastFrame()).not.toContain('\x1b[2J');
    expect(lastFrame()).not.toContain('owned');
  });
});
