import {setImmediate as nextTurn} from 'node:timers/promises';
import {describe, expect, it, vi} from 'vitest';
import {useRemembered} from '../../../src/app/memory.ts';
import type {ScreenDefinition, ScreenProps} from '../../../src/app/screen.ts';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import {listCronJobs} from '../../../src/queries/list-cron-jobs.ts';
import type {ExplainRun} from '../../../src/screens/explain/explain.state.ts';
import {ExplainResult, type ExplainResultProps} from '../../../src/screens/explain/explain-result.tsx';
import {outcomeOf, titleOf} from '../../../src/screens/explain/explain-title.ts';
import {widthOf} from '../../../src/ui/text.ts';
import {renderMonitor} from '../../support/render-monitor.tsx';
import {recordedPlans} from '../../unit/plan/recorded-plans.ts';

function runOf(json: unknown, more: Partial<ExplainRun> = {}): ExplainRun {
  const plan = annotatePlan(json);
  return {
    requestKey: 'a',
    request: {query: listCronJobs, params: {}},
    at: new Date('2026-05-01T10:00:00Z'),
    plan,
    raw: json,
    analyzed: true,
    mode: {},
    cost: 1,
    sql: 'explain …',
    serverVersion: '18.4',
    ...more,
  };
}

/** Shows what the test put into the memory of screens. */
function RememberedResult({width, height}: ScreenProps) {
  const [shown] = useRemembered<Pick<ExplainResultProps, 'run' | 'title'> | null>('shown', null);
  return shown && <ExplainResult {...shown} width={width} height={height} />;
}

const resultScreen: ScreenDefinition = {
  id: 'explain',
  number: 7,
  title: 'Explain',
  component: RememberedResult,
};

/** The result of the last run, in the shell. */
function showRuns(
  runs: readonly ExplainRun[],
  size: {columns?: number; rows?: number; ascii?: boolean} = {},
) {
  const [last] = runs.slice(-1);
  if (!last) throw new Error('A run is needed.');
  const title = [...titleOf({query: listCronJobs, params: {}}, 80), ...outcomeOf(last, runs, 1e6)];
  return renderMonitor(resultScreen, {answers: {}, memory: {shown: {run: last, title}}, ...size});
}

const spill = recordedPlans.get('sort-spill-18');

describe('the result of EXPLAIN', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('fits into %dx%d', (columns, rows) => {
    const {lines} = showRuns([runOf(spill)], {columns, rows});
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toContain('Explain · list-cron-jobs');
    expect(lines()[3]).toMatch(/SELF .*% .*NODE/);
    expect(lines()[4]).toMatch(/▶ .*ms .*! Sort {2}\(external merge/);
    expect(lines()[5]).toMatch(/ms .* Seq Scan {2}on item/);
    expect(lines().join('\n')).toMatch(/Sort \(external merge .* · Sort Key: /);
  });

  it('says below the tree what it means, worst first', () => {
    const text = showRuns([runOf(spill)], {columns: 120}).lastFrame();
    expect(text).toMatch(/! The sort did not fit into memory: \d+ MB went to disk\./);
    expect(text.indexOf('! The sort')).toBeLessThan(text.indexOf('✓ No row estimate'));
  });

  it('shows the statement and all of the node under the cursor where the plan leaves room', async () => {
    const sql = 'explain (format json, analyze)\n-- Question: what?\n-- Cost: none.\nselect *\nfrom item';
    const {keys, lastFrame, lines} = showRuns([runOf(spill, {sql})], {columns: 120, rows: 40});
    expect(lastFrame()).toMatch(/┌ Statement ─+┐┌ 0 · Sort /);
    expect(lastFrame()).toMatch(/│ select \* +││/);
    expect(lastFrame()).not.toContain('Question');
    expect(lines().at(-2)).toMatch(/^└─+┘└─+┘$/);
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/┐┌ 0\.0 · Seq Scan {2}on item/));
    const narrow = showRuns([runOf(spill, {sql})], {columns: 80, rows: 24}).lastFrame();
    expect(narrow).toContain('┌ Statement ─');
    expect(narrow).not.toContain('┌ 0 · Sort');
  });

  it('loses nothing without Unicode', () => {
    const text = showRuns([runOf(spill)], {columns: 120, ascii: true}).lastFrame();
    expect(text).toMatch(/^[\n -~]*$/);
    expect(text).toContain('! The sort did not fit into memory');
  });

  it('compares with the run before, of the same question only', () => {
    const timed = (ms: number, requestKey = 'a') =>
      runOf([{Plan: {'Node Type': 'Result'}, 'Execution Time': ms, 'Planning Time': 0.41}], {requestKey});
    const text = showRuns([timed(10), timed(99, 'b'), timed(6.2)], {columns: 120}).lastFrame();
    expect(text).toContain('6.20 ms run −38% vs run 1 · 0.41 ms plan · run 2 · PG 18.4');
  });

  it('says when a costly statement was only planned', () => {
    const plan = [{Plan: {'Node Type': 'Seq Scan', 'Total Cost': 2e6, 'Plan Rows': 1e8}}];
    const text = showRuns([runOf(plan, {analyzed: false, cost: 2e6})], {columns: 120}).lastFrame();
    expect(text).toContain('not run: cost 2,000,000 is above 1,000,000; e asks');
    expect(text).toMatch(/COST +EXPECTED +NODE/);
    expect(text).toMatch(/2,000,000 +100,000,000 +Seq Scan/);
  });

  it('draws and scrolls 5,000 nodes, each with a remark, within 50 ms a key', async () => {
    // All estimates are off by a hundred times.
    const leaf = {
      'Node Type': 'Seq Scan',
      'Actual Total Time': 1,
      'Actual Loops': 1,
      'Actual Rows': 1,
      'Plan Rows': 100,
    };
    const plans = Array.from({length: 4999}, (_, at) => ({...leaf, 'Relation Name': `part_${at + 1}`}));
    const run = runOf([
      {Plan: {'Node Type': 'Append', 'Actual Total Time': 5000, 'Actual Loops': 1, Plans: plans}},
    ]);
    const {keys, lastFrame} = showRuns([run], {columns: 120, rows: 40});
    await vi.waitFor(() => expect(lastFrame()).toContain('on part_1'));
    expect(lastFrame()).toMatch(/ … 4,9\d\d more\n/);
    const press = async (key: string, wanted: string) => {
      const startedMs = performance.now();
      keys(key);
      while (!lastFrame().includes(wanted)) await nextTurn();
      return performance.now() - startedMs;
    };
    const tookMs = [await press('G', 'Seq Scan on part_4999\n')];
    for (let at = 4998; at > 4900; at -= 1) tookMs.push(await press('k', `Seq Scan on part_${at}\n`));
    tookMs.push(await press('g', 'Append\n'));
    const median = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length / 2)];
    expect(median).toBeLessThan(50);
  });

  it('draws no escape sequence that a name holds', () => {
    const evil = {'Node Type': 'Seq Scan', 'Relation Name': 'a\u001B[2Jb\u202E', 'Actual Loops': 0};
    const text = showRuns([runOf([{Plan: evil}])]).lastFrame();
    expect(text).toContain('on ab');
    expect(text).not.toMatch(/\u001B\[2J|\u202E/);
  });
});
