import {describe, expect, it} from 'vitest';
import {CriticalNotices, noticeSequence} from '../../../../src/app/health/critical-notices.ts';
import type {Finding} from '../../../../src/health/finding.ts';

function finding(object: string, severity: Finding['severity'] = 'critical'): Finding {
  return {
    id: 'cron.job-failing',
    area: 'cron',
    severity,
    object,
    message: `${object} fails`,
    remedy: '',
    since: null,
  };
}

function watch() {
  const rung: string[] = [];
  const notices = new CriticalNotices(text => rung.push(text));
  const hear = (event: string, object: string, severity = 'critical') =>
    notices.hear(
      'analytics_alert',
      JSON.stringify({
        event,
        findings: [{key: `cron.job-failing ${object}`, severity, message: `${object} fails`}],
      }),
    );
  return {rung, notices, hear};
}

describe('the terminal', () => {
  it('does not ring for what was there at the first look', () => {
    const {rung, notices} = watch();
    notices.see([finding('nightly')]);
    notices.see([finding('nightly')]);
    expect(rung).toEqual([]);
  });

  it('rings once for what is new, also when it comes back', () => {
    const {rung, notices} = watch();
    notices.see([]);
    notices.see([finding('nightly'), finding('hourly', 'warning')]);
    notices.see([finding('nightly')]);
    expect(rung).toEqual(['nightly fails']);
    notices.see([]);
    notices.see([finding('nightly'), finding('weekly')]);
    expect(rung).toEqual(['nightly fails', 'nightly fails, and 1 more']);
  });

  it('rings for what gets critical', () => {
    const {rung, notices} = watch();
    notices.see([finding('nightly', 'warning')]);
    notices.see([finding('nightly')]);
    expect(rung).toEqual(['nightly fails']);
  });

  it('does not ring for what somebody has answered', () => {
    const {rung, notices} = watch();
    const answered = {until: new Date(), by: null};
    notices.see([]);
    notices.see(
      [finding('a'), finding('b')],
      new Map([
        ['cron.job-failing a', {muted: answered, acknowledged: null}],
        ['cron.job-failing b', {muted: null, acknowledged: answered}],
      ]),
    );
    expect(rung).toEqual([]);
  });

  it('rings for what the worker tells, and not again when it is seen', () => {
    const {rung, notices, hear} = watch();
    hear('alert', 'nightly');
    hear('repeat', 'nightly');
    hear('alert', 'hourly', 'warning');
    notices.see([finding('nightly')]);
    notices.see([finding('nightly')]);
    hear('alert', 'nightly');
    expect(rung).toEqual(['nightly fails']);
  });

  it.each(['', 'null', '[]', '{"event":"alert"}', '{"event":"alert","findings":[1]}', '\u0000'])(
    'passes over the payload %j',
    payload => {
      const {rung, notices} = watch();
      notices.hear('analytics_alert', payload);
      notices.hear('submission_scored', payload);
      expect(rung).toEqual([]);
    },
  );
});

describe('the sequence of a notice', () => {
  it('is a bell and OSC 9, from which no text breaks out', () => {
    const sequence = noticeSequence('a\u0007b\u001b]52;c;x\u001b\\c\u009cd\ne', {});
    expect(sequence).toBe('\u0007\u001b]9;lanewatch: abcd e\u001b\\');
  });

  it('is passed through tmux', () => {
    expect(noticeSequence('x', {TMUX: '/tmp/tmux'})).toBe(
      '\u0007\u001bPtmux;\u001b\u001b]9;lanewatch: x\u001b\u001b\\\u001b\\',
    );
  });
});
