import {describe, expect, it} from 'vitest';
import {known, unknown} from '../../../src/health/snapshot.ts';
import {applyLimits} from '../../../src/report/limits.ts';
import {measure} from '../../../src/report/measures.ts';
import {formatNagios} from '../../../src/report/nagios.ts';
import {isAlarm, parseRange} from '../../../src/report/nagios-range.ts';
import {formatPrometheus} from '../../../src/report/prometheus.ts';
import {concludeArea, worstOf} from '../../../src/report/verdict.ts';
import {job, run} from '../health/cron/snapshots.ts';
import {lookOf, now, pipeline, reportOn, secondsAgo, view, viewLog} from '../health/looks.ts';

describe('ranges of Nagios', () => {
  it.each([
    ['10', [-1, 11], [0, 10]],
    ['10:', [9], [10, 1e9]],
    ['~:10', [11], [-1e9, 10]],
    ['10:20', [9, 21], [10, 20]],
    ['@10:20', [10, 20], [9, 21]],
    ['0.5', [0.6], [0.4]],
  ])('%s', (text, alarms, silent) => {
    const range = parseRange(text);
    if (!range) throw new Error('It is a range.');
    for (const value of alarms) expect(isAlarm(value, range), String(value)).toBe(true);
    for (const value of silent) expect(isAlarm(value, range), String(value)).toBe(false);
  });

  it.each(['', '@', 'x', '20:10', '1:2:3', '~'])('refuses %j', text => expect(parseRange(text)).toBeNull());
});

describe('verdicts', () => {
  it('weigh what is known to be wrong more than what is not known', () => {
    expect(worstOf(['ok', 'unknown', 'warning'])).toBe('warning');
    expect(worstOf(['unknown', 'ok'])).toBe('unknown');
    expect(worstOf([])).toBe('ok');
  });

  it('are unknown where something could not be looked at, never ok', () => {
    const report = reportOn({...lookOf({}), listener: unknown('no right', '')});
    expect(concludeArea(report, 'listen').status).toBe('unknown');
    expect(concludeArea(report, 'all').status).toBe('unknown');
    expect(concludeArea(report, 'views').status).toBe('ok');
  });

  it('do not hold a pipeline that is not installed against anyone who did not ask for it', () => {
    const report = reportOn(lookOf({views: [], pipeline: pipeline({installation: known(null)})}));
    expect(concludeArea(report, 'pipeline').status).toBe('unknown');
    expect(concludeArea(report, 'views').status).toBe('ok');
  });

  it('go by the ranges given, on the first figure of the area', () => {
    const snapshot = lookOf({views: [view({log: viewLog({oldestUnseenEventAt: secondsAgo(100)})})]});
    const report = reportOn(snapshot);
    const judged = (warning: string, critical: string) =>
      applyLimits(
        concludeArea(report, 'views'),
        measure(snapshot, report),
        {warning: parseRange(warning), critical: parseRange(critical)},
        now,
      ).status;
    expect(judged('100', '200')).toBe('ok');
    expect(judged('99', '200')).toBe('warning');
    expect(judged('10', '99')).toBe('critical');
  });
});

describe('formats', () => {
  const evil = 'a|b\n\x1b[2Jc"\\d';
  const snapshot = lookOf({
    jobs: [
      job({name: evil, runs: [run(100, '10:00:00', {status: 'failed'})], failureStreak: 2, message: 'no'}),
    ],
  });
  const report = reportOn(snapshot);

  it('keep Nagios to one bar and one line a finding', () => {
    const [first = '', ...long] = formatNagios(concludeArea(report, 'cron'), measure(snapshot, report))
      .trimEnd()
      .split('\n');
    expect(first).toMatch(
      /^LANEWATCH CRON CRITICAL - \d critical: a\/b c"\\d: .* \| 'failing'=1 'missed'=0 /,
    );
    expect(first.split('|')).toHaveLength(2);
    expect(long.every(line => /^\[[A-Z]+\] /.test(line))).toBe(true);
    expect(first).not.toContain('\x1b');
  });

  it('quote labels for Prometheus, and declare each metric once', () => {
    const text = formatPrometheus(snapshot, report, concludeArea(report, 'all'));
    expect(text).toContain('lanewatch_cron_job_state{job="a|b c\\"\\\\d",job_id="7",state="FAILING"} 1\n');
    const declared = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(new Set(declared).size).toBe(declared.length);
  });
});
