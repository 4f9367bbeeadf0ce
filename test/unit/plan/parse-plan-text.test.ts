import {describe, expect, test} from 'vitest';
import {annotatePlan} from '../../../src/plan/annotate-plan.ts';
import {PlanTextError, parsePlanText} from '../../../src/plan/parse-plan-text.ts';
import {NotAPlanError} from '../../../src/plan/read-plan.ts';
import {recordedPlans} from './recorded-plans.ts';

const json = recordedPlans.get('sort-spill-18');
const pretty = JSON.stringify(json, null, 2);
const lines = pretty.split('\n');
const width = Math.max(...lines.map(line => line.length));
const document = Array.isArray(json) ? (json[0] as object) : {};

describe('a plan is found', () => {
  const wrapped: Record<string, string> = {
    bare: pretty,
    'on one line': JSON.stringify(json),
    'without its array': JSON.stringify(document),
    'a node alone': JSON.stringify({...document, Plan: undefined, 'Node Type': 'Sort'}),
    'aligned by psql': [
      '                 QUERY PLAN                 ',
      '-'.repeat(width + 2),
      ...lines.map((line, at) => ` ${line.padEnd(width)}${at < lines.length - 1 ? '+' : ''}`),
      '(1 row)',
      '',
    ].join('\n'),
    'framed by psql': [
      `+${'-'.repeat(width + 2)}+`,
      `| QUERY PLAN${' '.repeat(width - 9)}|`,
      ...lines.map((line, at) => `| ${line.padEnd(width)}${at < lines.length - 1 ? '+' : ' '}|`),
      `+${'-'.repeat(width + 2)}+`,
    ].join('\n'),
    'framed with Unicode': lines.map(line => `│ ${line.padEnd(width)}↵│`).join('\n'),
    'expanded by psql': [
      '-[ RECORD 1 ]-----',
      ...lines.map((line, at) => `${at === 0 ? 'QUERY PLAN' : '          '} | ${line}+`),
    ].join('\n'),
    'unaligned by psql': `QUERY PLAN\n${pretty}\n(1 row)\n`,
    'logged by auto_explain': `2026-11-22 09:00:00.000 UTC [4242] LOG:  duration: 12.345 ms  plan:\n${JSON.stringify(document, null, 2).replace(/^/gm, '\t')}\n2026-11-22 09:00:01 UTC [4242] LOG:  done`,
    'logged as CSV': `2026-11-22,"u","d",1,"duration: 1 ms  plan:\n${JSON.stringify(document, null, 2).replaceAll('"', '""')}",,,\n`,
    'logged as JSON': JSON.stringify({message: `duration: 1 ms  plan:\n${JSON.stringify(document)}`, pid: 1}),
    'logged through syslog': JSON.stringify(document, null, 2)
      .split('\n')
      .map((line, at) => `Nov 22 09:00:00 db postgres[42]: [7-${at + 1}] #011${line}`)
      .join('\n'),
    'as a row of JSON': JSON.stringify([{'QUERY PLAN': json}]),
    'with Windows line ends': pretty.replaceAll('\n', '\r\n'),
  };
  test.each(Object.entries(wrapped))('%s', (_, text) => {
    const [found] = parsePlanText(text);
    expect(annotatePlan(found).nodes.map(({type}) => type)).toContain('Sort');
  });

  test('several in one text, in order', () => {
    const found = parsePlanText(`${pretty}\n\n${JSON.stringify(recordedPlans.get('limit-15'))}`);
    expect(found.map(plan => annotatePlan(plan).nodes[0]?.type)).toEqual(['Sort', 'Limit']);
  });
});

describe('where there is none, it says why', () => {
  test.each([
    ['', /no text/],
    [pretty.slice(0, -40), /cut off/],
    ['Seq Scan on item  (cost=0.00..1.00 rows=1 width=4)', /FORMAT JSON/],
    ['[{"id": 1}]', /no plan/],
    ['hello', /no plan/],
  ])('%#', (text, reason) => {
    expect(() => parsePlanText(text)).toThrow(PlanTextError);
    expect(() => parsePlanText(text)).toThrow(reason);
  });

  test.each([null, 7, 'x', [], {}, {Plan: 7}])('annotating %j', value => {
    expect(() => annotatePlan(value)).toThrow(NotAPlanError);
  });
});
