import {expect, it} from 'vitest';
import {toLinear} from '../../../src/ui/linear.ts';

it.each([
  ['┌ Pipeline ───────────┐', 'Pipeline'],
  ['└─────────────────────┘', ''],
  ['   STATE      JOB      ', 'STATE, JOB'],
  ['▶  ✗ FAILING 8    export      2 m ago', 'selected: FAILING 8, export, 2 m ago'],
  ['LAST 20 RUNS: ✓✓✓✗✗·', 'LAST 20 RUNS: 2 failed, 3 succeeded, 1 missed'],
  ['✗ 1 critical, ! 2 warning · 55 checks passed', '1 critical, 2 warning, 55 checks passed'],
  ['● live 2 s  ✗ 2  ! 1  09:41Z', 'live 2 s, critical 2, warning 1, 09:41Z'],
  ['refreshes  38  ✓ 37  ✗ 1', 'refreshes, 38, ok 37, critical 1'],
  ['now 54.6 ▼ 2.0  best 67.5', 'now 54.6 down 2.0, best 67.5'],
  ['submissions scored  194  ▁▁▁█', 'submissions scored, 194'],
  ['NEXT: –', 'NEXT: none'],
  ['? UNKNOWN  job', 'UNKNOWN, job'],
  ['Enter runs  ? help  q quit', 'Enter runs, ? help, q quit'],
  [
    "CALL analytics_refresh('mv_agent_progress', 'manual');",
    "CALL analytics_refresh('mv_agent_progress', 'manual');",
  ],
])('reads %j as %j', (drawn, read) => {
  expect(toLinear([{text: drawn}])).toBe(read);
});

it('says which of several is chosen', () => {
  expect(toLinear([{text: ' 1 Overview '}, {text: ' 2 Cron ', inverse: true}])).toBe(
    '1 Overview, chosen: 2 Cron',
  );
});
