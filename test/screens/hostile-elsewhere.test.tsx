import {describe, expect, it, vi} from 'vitest';
import {LogBox} from '../../src/app/overlays/log.overlay.tsx';
import type {ScreenDefinition, ScreenProps} from '../../src/app/screen.ts';
import {StatementLog} from '../../src/db/statement-log.ts';
import {annotatePlan} from '../../src/plan/annotate-plan.ts';
import {listCronJobs} from '../../src/queries/list-cron-jobs.ts';
import {ExplainResult} from '../../src/screens/explain/explain-result.tsx';
import {NodeDetail} from '../../src/screens/explain/node-detail.view.tsx';
import {screens} from '../../src/screens/screens.ts';
import {widthOf} from '../../src/ui/text.ts';
import {hostileTexts, stillHostile} from '../support/hostile-text.ts';
import {type RenderedMonitor, renderMonitor} from '../support/render-monitor.tsx';

/** Text of strangers where it does not come as the rows of a table: events, plans, and errors in the SQL log. */
const marker = 'Qx';
const cases = Object.entries(hostileTexts).map(([intent, text]) => ({intent, text: `${marker}${text}`}));
const [columns, rows] = [120, 40];

function expectTame(monitor: RenderedMonitor): void {
  const lines = monitor.lines();
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) {
    expect(line).not.toMatch(stillHostile);
    expect(widthOf(line)).toBeLessThanOrEqual(columns);
  }
}

async function shows(monitor: RenderedMonitor, wanted: string | RegExp): Promise<void> {
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(wanted));
  expectTame(monitor);
}

function screenOf(id: string): ScreenDefinition {
  const screen = screens.find(each => each.id === id);
  if (!screen) throw new Error(`There is no screen ${id}.`);
  return screen;
}

describe.each(cases)('text of strangers cannot $intent', ({text}) => {
  it('on Events, in the channel, the payload or the reason of a lost link', async () => {
    const monitor = renderMonitor(screenOf('events'), {answers: {}, channels: [text], columns, rows});
    const event = {kind: 'notification', at: new Date()} as const;
    monitor.events.add({...event, id: 1, channel: `${text}a`, payload: `plain ${text}`});
    monitor.events.add({...event, id: 2, channel: `${text}b`, payload: JSON.stringify({[text]: [text]})});
    monitor.events.add({
      ...event,
      id: 3,
      channel: 'submission_scored',
      payload: JSON.stringify({submission_id: text, challenge_id: text, agent_id: text, queue_id: 1}),
    });
    await shows(monitor, /▶.*Qx/);
    const before = monitor.frameCount();
    monitor.keys('w');
    await vi.waitFor(() => expect(monitor.frameCount()).toBeGreaterThan(before));
    await shows(monitor, /▶.*Qx/);
    monitor.keys('\r');
    await shows(monitor, /┌.*─┐/);
    monitor.keys('\r');
    await shows(monitor, 'PAYLOAD');
    monitor.keys('\u001b');
    monitor.listen({
      link: 'lost',
      problem: {kind: 'offline', what: text, why: text, remedy: text, sqlstate: text, cause: null},
    });
    await shows(monitor, /lost: Qx/);
  });

  it('on Explain, in the names and conditions of a plan', async () => {
    const plan = annotatePlan([
      {
        Plan: {
          'Node Type': 'Seq Scan',
          'Relation Name': text,
          Alias: `${text}a`,
          Filter: `(name = '${text}')`,
          Output: [text],
          'Startup Cost': 0,
          'Total Cost': 1,
          'Plan Rows': 1,
          'Plan Width': 8,
          'Actual Startup Time': 0,
          'Actual Total Time': 900,
          'Actual Rows': 9000,
          'Actual Loops': 1,
          'Rows Removed by Filter': 900_000,
        },
        'Planning Time': 1,
        'Execution Time': 900,
      },
    ]);
    const run = {
      requestKey: 'a',
      request: {query: listCronJobs, params: {}},
      at: new Date(),
      plan,
      raw: {},
      analyzed: true,
      mode: {},
      cost: 1,
      sql: text,
      serverVersion: text,
    };
    const [node] = plan.nodes;
    if (!node) throw new Error('A plan has a node.');
    const tree = ({width, height}: ScreenProps) => (
      <ExplainResult run={run} title={[]} width={width} height={height} />
    );
    const detail = ({width, height}: ScreenProps) => (
      <NodeDetail node={node} change={undefined} width={width} height={height} />
    );
    for (const component of [tree, detail])
      await shows(renderMonitor({...screenOf('explain'), component}, {answers: {}, columns, rows}), marker);
  });

  it('in the SQL log, in a statement or the reason why it failed', async () => {
    const log = new StatementLog();
    const record = {at: new Date(), name: text, sql: text, durationMs: 1, rowCount: null};
    log.add({...record, error: text});
    log.add({...record, error: null});
    const component = ({width, height}: ScreenProps) => (
      <LogBox log={log} width={width} height={height} onClose={() => {}} />
    );
    const monitor = renderMonitor({...screenOf('lanes'), component}, {answers: {}, columns, rows});
    await shows(monitor, /┌ SQL log[\s\S]*▶.*Qx/);
    monitor.keys('j');
    await shows(monitor, /┌ SQL log[\s\S]*\n│ {4}.*Qx.*\n│ ▶.*Qx/);
  });
});
