import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Finding, findingKey} from '../../../../src/health/finding.ts';
import {rank} from '../../../../src/pipeline/alerts/alert-message.ts';
import type {AlertState} from '../../../../src/pipeline/alerts/alert-state.ts';
import {type AlertLook, type DecideRules, decide} from '../../../../src/pipeline/alerts/decide.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 4, 4, 12);
const rules: DecideRules = {
  leastSeverity: 'warning',
  repeatMs: 240 * minuteMs,
  afterLooks: 1,
  goneAfterLooks: 2,
  isMaintenance: false,
};

function finding(object: string, changes: Partial<Finding> = {}): Finding {
  return {
    id: 'cron.job-failing',
    area: 'cron',
    severity: 'critical',
    object,
    message: `${object} fails`,
    remedy: '',
    since: null,
    ...changes,
  };
}

/** Looks one after the other, a minute apart unless told otherwise, as the worker takes them. */
function watch(own: Partial<DecideRules> = {}) {
  let states: readonly AlertState[] = [];
  let nowMs = start;
  return {
    state: (key: string) => states.find(state => state.key === key),
    set(key: string, changes: Partial<AlertState>) {
      states = states.map(state => (state.key === key ? {...state, ...changes} : state));
    },
    until: (minutes: number) => new Date(nowMs + minutes * minuteMs),
    look(
      findings: readonly Finding[],
      {after = 1, now, ...rest}: Partial<AlertLook & DecideRules> & {after?: number} = {},
    ): string[] {
      nowMs = now?.getTime() ?? nowMs + after * minuteMs;
      const decision = decide(
        states,
        {findings, silenced: [], uncheckedRules: new Set(), ...rest, now: new Date(nowMs)},
        {...rules, ...own, ...rest},
      );
      states = decision.states;
      return decision.drafts.map(
        draft =>
          `${draft.event} ${draft.findings.map(({object, severity}) => `${object}:${severity}`).join()}`,
      );
    },
  };
}

const nightly = finding('nightly');
const key = findingKey(nightly);

describe('what is told of a finding', () => {
  it('is its beginning, then nothing, then its end with how long it lasted', () => {
    const {look, state} = watch();
    expect(look([nightly])).toEqual(['alert nightly:critical']);
    expect(look([nightly])).toEqual([]);
    expect(look([])).toEqual([]);
    expect(look([])).toEqual(['recovery nightly:critical']);
    expect(look([])).toEqual([]);
    expect(state(key)).toMatchObject({toldSeverity: null, resolvedAt: new Date(start + 4 * minuteMs)});
  });

  it('counts the outage from what the finding dates itself', () => {
    const since = new Date(start - 60 * minuteMs);
    const dated = finding('nightly', {since});
    const now = new Date(start);
    const first = decide([], {now, findings: [dated], silenced: [], uncheckedRules: new Set()}, rules);
    expect(first.drafts[0]?.findings[0]).toMatchObject({
      durationMs: 60 * minuteMs,
      since: since.toISOString(),
    });
  });

  it('is not an end where one look only missed it', () => {
    const {look} = watch();
    look([nightly]);
    expect([look([]), look([nightly]), look([]), look([nightly])].flat()).toEqual([]);
  });

  it('is not an end where the rule could not look', () => {
    const {look} = watch();
    look([nightly]);
    const uncheckedRules = new Set(['cron.job-failing']);
    expect([1, 2, 3].flatMap(() => look([], {uncheckedRules}))).toEqual([]);
  });

  it('waits for as many looks in a row as are asked for', () => {
    const {look} = watch({afterLooks: 3});
    expect([look([nightly]), look([nightly]), look([]), look([nightly]), look([nightly])].flat()).toEqual([
      'alert nightly:critical',
    ]);
  });

  it('is a change of its severity, either way', () => {
    const {look} = watch();
    const mild = finding('nightly', {severity: 'warning'});
    expect([look([mild]), look([nightly]), look([mild]), look([mild])].flat()).toEqual([
      'alert nightly:warning',
      'alert nightly:critical',
      'alert nightly:warning',
    ]);
  });

  it('leaves out what is below the least that is told', () => {
    const {look} = watch({leastSeverity: 'critical'});
    const mild = finding('nightly', {severity: 'warning'});
    expect([look([mild]), look([nightly]), look([mild]), look([]), look([])].flat()).toEqual([
      'alert nightly:critical',
      'alert nightly:warning',
      'recovery nightly:warning',
    ]);
  });

  it('is repeated, but not where repeats are off', () => {
    const [four, never] = [watch(), watch({repeatMs: 0})];
    for (const {look} of [four, never]) look([nightly]);
    expect(four.look([nightly], {after: 239})).toEqual([]);
    expect(four.look([nightly], {after: 1})).toEqual(['repeat nightly:critical']);
    expect(four.look([nightly], {after: 239})).toEqual([]);
    expect(never.look([nightly], {after: 100_000})).toEqual([]);
  });

  it('is one message for all that one rule finds in one look', () => {
    const {look} = watch();
    const many = Array.from({length: 40}, (_, index) => finding(`job ${index}`));
    expect(look(many)).toHaveLength(1);
  });
});

describe('a root cause', () => {
  const cause = finding('scheduler', {id: 'cron.scheduler-gone'});

  it('is told alone, and what is left when it ends is told then', () => {
    const {look} = watch();
    const silenced = [{finding: nightly, by: cause}];
    expect(look([cause], {silenced})).toEqual(['alert scheduler:critical']);
    expect(look([nightly])).toEqual(['alert nightly:critical']);
    expect(look([nightly])).toEqual(['recovery scheduler:critical']);
  });

  it('ends nothing that was told before it', () => {
    const {look} = watch();
    look([nightly]);
    const silenced = [{finding: nightly, by: cause}];
    expect(look([cause], {silenced})).toEqual(['alert scheduler:critical']);
    expect(look([cause], {silenced, after: 300})).toEqual(['repeat scheduler:critical']);
    expect([look([]), look([])].flat().sort()).toEqual([
      'recovery nightly:critical',
      'recovery scheduler:critical',
    ]);
  });
});

describe('somebody', () => {
  it('mutes: nothing is told, also no end, until the mute is over', () => {
    const {look, set, until} = watch();
    look([nightly]);
    set(key, {mutedUntil: until(10)});
    expect([look([]), look([]), look([])].flat()).toEqual([]);
    expect(look([], {after: 10})).toEqual(['recovery nightly:critical']);
  });

  it('mutes: what comes and goes meanwhile was never there', () => {
    const {look, set, until} = watch();
    look([nightly]);
    look([]);
    look([]);
    set(key, {mutedUntil: until(60)});
    expect([look([nightly]), look([nightly]), look([]), look([]), look([], {after: 60})].flat()).toEqual([]);
  });

  it('acknowledges: no repeats, but the end is told', () => {
    const {look, set, until} = watch();
    look([nightly]);
    set(key, {acknowledgedUntil: until(1000)});
    expect(look([nightly], {after: 500})).toEqual([]);
    expect([look([]), look([])].flat()).toEqual(['recovery nightly:critical']);
  });

  it('acknowledges, and it gets worse', () => {
    const {look, set, until} = watch();
    look([finding('nightly', {severity: 'warning'})]);
    set(key, {acknowledgedUntil: until(1000)});
    expect(look([nightly])).toEqual(['alert nightly:critical']);
  });

  it('acknowledges one outage, not the next', () => {
    const {look, set, until} = watch();
    look([nightly]);
    set(key, {acknowledgedUntil: until(1000)});
    look([]);
    look([]);
    expect(look([nightly])).toEqual(['alert nightly:critical']);
  });

  it('does maintenance: what began in it and lasts is told after it', () => {
    const {look} = watch();
    expect(look([nightly], {isMaintenance: true})).toEqual([]);
    expect(look([nightly])).toEqual(['alert nightly:critical']);
  });
});

/** One minute of a made-up world of two objects. */
const minute = fc.record({
  severities: fc.array(fc.constantFrom(null, 'unknown', 'warning', 'critical'), {minLength: 2, maxLength: 2}),
  silenced: fc.boolean(),
  unchecked: fc.boolean(),
  isMaintenance: fc.boolean(),
  mute: fc.constantFrom(null, 0, 3),
  acknowledge: fc.constantFrom(null, 0, 5),
});

describe('whatever happens', () => {
  it('alerts and recoveries alternate, and nothing is told that is held back', () => {
    fc.assert(
      fc.property(fc.array(minute, {maxLength: 60}), fc.integer({min: 1, max: 3}), (minutes, afterLooks) => {
        let states: readonly AlertState[] = [];
        const believed = new Map<string, string>();
        const lastTold = new Map<string, number>();
        for (const [index, each] of minutes.entries()) {
          const now = new Date(start + index * minuteMs);
          const found = each.severities.flatMap((severity, nth) =>
            severity === null ? [] : [finding(`job ${nth}`, {severity})],
          );
          const cause = finding('cause', {id: 'cron.scheduler-gone'});
          states = states.map(state => ({
            ...state,
            mutedUntil:
              each.mute === null ? state.mutedUntil : new Date(now.getTime() + each.mute * minuteMs),
            acknowledgedUntil:
              each.acknowledge === null
                ? state.acknowledgedUntil
                : new Date(now.getTime() + each.acknowledge * minuteMs),
          }));
          const before = new Map(states.map(state => [state.key, state]));
          const repeatMs = 5 * minuteMs;
          const decision = decide(
            states,
            {
              now,
              findings: each.unchecked ? [] : each.silenced ? [cause] : found,
              silenced: !each.unchecked && each.silenced ? found.map(one => ({finding: one, by: cause})) : [],
              uncheckedRules: new Set(each.unchecked ? ['cron.job-failing'] : []),
            },
            {...rules, repeatMs, afterLooks, isMaintenance: each.isMaintenance},
          );
          states = decision.states;
          expect(new Set(states.map(state => state.key)).size).toBe(states.length);
          for (const {event, findings} of decision.drafts) {
            for (const told of findings) {
              const muted = before.get(told.key)?.mutedUntil;
              expect(each.isMaintenance || (muted && muted > now)).toBeFalsy();
              const belief = believed.get(told.key);
              if (event === 'recovery') {
                expect(belief).toBeDefined();
                believed.delete(told.key);
              } else {
                if (event === 'repeat') {
                  expect(belief).toBe(told.severity);
                  expect(now.getTime() - (lastTold.get(told.key) ?? 0)).toBeGreaterThanOrEqual(repeatMs);
                } else expect(belief).not.toBe(told.severity);
                if (belief === undefined) expect(rank(told.severity)).toBeGreaterThanOrEqual(rank('warning'));
                believed.set(told.key, told.severity);
              }
              lastTold.set(told.key, now.getTime());
            }
          }
          // What is remembered is what the channels believe.
          for (const {key: one, toldSeverity} of states) expect(believed.get(one) ?? null).toBe(toldSeverity);
        }
        // When nothing is wrong any more and nothing held back, everybody hears of it.
        const later = (days: number) => new Date(start + days * 86_400_000);
        for (const days of [2, 3, 4]) {
          const quiet = {now: later(days), findings: [], silenced: [], uncheckedRules: new Set<string>()};
          states = decide(states, quiet, rules).states;
        }
        expect(states.every(({toldSeverity, resolvedAt}) => toldSeverity === null && resolvedAt)).toBe(true);
      }),
    );
  });
});
