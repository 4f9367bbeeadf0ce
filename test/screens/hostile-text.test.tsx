import {describe, expect, it, vi} from 'vitest';
import {screens} from '../../src/screens/screens.ts';
import {widthOf} from '../../src/ui/text.ts';
import {hostileTexts, stillHostile, withText} from '../support/hostile-text.ts';
import {type Answer, renderMonitor} from '../support/render-monitor.tsx';
import {agentChallengeRow, agentRow, progressRow, weaknessRow} from './agents/agent-rows.ts';
import {edgesRow, factsRow, failingJob, jobRow, missedJob, pausedJob, runRow} from './cron/job-rows.ts';
import {unwell} from './doctor/doctor-answers.ts';
import {challengeRow, laneRow, viewAgeRow} from './lanes/lane-rows.ts';
import {logRow, minutesAgo, relation, relationsRow, runsRow, viewRow} from './views/view-rows.ts';

/** Text of strangers, in every column of every answer that may hold text, on every screen that lists rows. */
const answersOf: Readonly<Record<string, Record<string, Answer>>> = {
  overview: unwell(),
  cron: {
    'cron-facts': [factsRow()],
    'cron-history-edges': [edgesRow],
    'list-cron-jobs': [jobRow(1, 'refresh-lane-distributions'), pausedJob, failingJob, missedJob],
    'list-cron-runs': [runRow(41_207, {status: 'failed', return_message: 'ERROR: permission denied'})],
  },
  views: {
    'health-views': [viewRow('legacy_board', {has_usable_index: false}), viewRow('mv_agent_progress')],
    'health-view-log': [logRow('mv_agent_progress', minutesAgo(192))],
    'list-view-runs': [runsRow('mv_agent_progress', minutesAgo(192))],
    'view-relations': [relationsRow('mv_agent_progress', [relation('submissions')], {owner: 'ada'})],
    'view-definition': [{definition: 'SELECT 1\n  FROM submissions'}],
  },
  lanes: {
    'list-challenges': [challengeRow('a1', 'Broken Clock'), challengeRow('b2', 'Maze Runner')],
    'lane-distributions': [laneRow('accuracy'), laneRow('speed')],
    'list-view-ages': [viewAgeRow('mv_lane_score_distribution')],
  },
  agents: {
    'list-agents': [agentRow('b0', 'Vega', {weakest_lane_key: 'clarity'}), agentRow('a9', 'Kestrel')],
    'list-agent-challenges': [agentChallengeRow('c3', 'Maze Runner', 40)],
    'agent-progress': [progressRow('2026-11-02', 50), progressRow('2026-11-16', 38)],
    'agent-weakness-patterns': [weaknessRow('speed', 'persistent_weakness')],
    'list-view-ages': [viewAgeRow('mv_weakness_patterns'), viewAgeRow('mv_agent_progress')],
  },
  doctor: unwell(),
};

/** A hundred monitors mostly wait for their next frame: side by side, and looked at often. */
const quick = {interval: 5, timeout: 10_000};

const marker = 'Qx';
/** As terminals send it that never mean the beginning of another key by it. */
const escapeKey = '\u001b[27u';
const cases = Object.keys(answersOf).flatMap(screen =>
  Object.keys(hostileTexts).map(intent => ({screen, intent})),
);

describe('text of strangers cannot', () => {
  it.concurrent.each(cases)('$intent on $screen', async ({screen, intent}) => {
    const definition = screens.find(({id}) => id === screen);
    if (!definition) throw new Error(`There is no screen ${screen}.`);
    const answers = withText(answersOf[screen] ?? {}, `${marker}${hostileTexts[intent]}`);
    const monitor = renderMonitor(definition, {
      answers,
      columns: 120,
      rows: 40,
      // Also the name of the database is a stranger's.
      memory: {'cron of all databases': true},
    });
    const isTame = () => {
      const lines = monitor.lines();
      expect(lines.length).toBeLessThanOrEqual(40);
      for (const line of lines) {
        expect(line).not.toMatch(stillHostile);
        expect(widthOf(line)).toBeLessThanOrEqual(120);
      }
    };
    await vi.waitFor(() => expect(monitor.lastFrame()).toContain(marker), quick);
    isTame();
    // The detail of a row, the question before an action, the columns on the right, and help. Not each of them has an
    // effect on each screen; another width is drawn in any case.
    for (const [index, keys] of ['\r', escapeKey, 'r', escapeKey, ')', '?', escapeKey].entries()) {
      const before = monitor.frameCount();
      monitor.keys(keys);
      monitor.resize(index % 2 === 0 ? 119 : 120, 40);
      await vi.waitFor(() => expect(monitor.frameCount()).toBeGreaterThan(before), quick);
      isTame();
    }
  });
});
