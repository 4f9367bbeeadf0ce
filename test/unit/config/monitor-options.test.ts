import {describe, expect, it} from 'vitest';
import {globalFlags} from '../../../src/config/flags.ts';
import {monitorFlags, readMonitorOptions, screenNames} from '../../../src/config/monitor-options.ts';
import {UsageError} from '../../../src/config/usage-error.ts';

/** The flags as they are where nothing is given. */
const defaults = Object.fromEntries(
  Object.entries({...globalFlags, ...monitorFlags}).map(([name, spec]) => [
    name,
    'default' in spec ? spec.default : undefined,
  ]),
);
const read = (flags: Record<string, unknown>, env: Record<string, string> = {}) =>
  readMonitorOptions({...defaults, ...flags} as Parameters<typeof readMonitorOptions>[0], env);

describe('readMonitorOptions', () => {
  it('knows what to do where nothing is given', () => {
    expect(read({})).toEqual({
      schema: 'public',
      screen: undefined,
      agent: undefined,
      challenge: undefined,
      source: 'auto',
      readOnly: false,
      intervalMs: 2000,
      channels: ['submission_scored', 'analytics_alert'],
      bell: true,
      once: false,
      colour: true,
      ascii: false,
      statementTimeoutMs: 10_000,
    });
  });

  it.each(screenNames)('begins with %s', screen => {
    expect(read({screen}).screen).toBe(screen);
  });

  it.each([
    [0.5, 500],
    [300, 300_000],
    [0.75, 750],
  ])('takes an interval of %d s', (interval, intervalMs) => {
    expect(read({interval}).intervalMs).toBe(intervalMs);
  });

  it('listens on the channels named', () => {
    expect(read({listen: ' one , two words,drei'}).channels).toEqual(['one', 'two words', 'drei']);
  });

  it.each([
    [{color: false}, {}],
    [{}, {NO_COLOR: '1'}],
    [{}, {NO_COLOR: '0'}],
    [{}, {TERM: 'dumb'}],
  ])('%j %j draws without colours', (flags, env) => {
    expect(read(flags, env).colour).toBe(false);
  });

  it.each<[Record<string, string>, boolean]>([
    [{LANG: 'C'}, true],
    [{LANG: 'POSIX'}, true],
    [{LANG: 'de_DE.ISO-8859-1'}, true],
    // The locale of all wins over that of characters, and that over the language.
    [{LC_ALL: 'C', LANG: 'en_GB.UTF-8'}, true],
    [{LC_CTYPE: 'C.UTF-8', LANG: 'C'}, false],
    [{LANG: 'en_GB.utf8'}, false],
    [{LC_ALL: '', LANG: 'C.UTF-8'}, false],
    [{}, false],
  ])('%j draws in ASCII: %s', (env, ascii) => {
    expect(read({}, env).ascii).toBe(ascii);
    expect(read({ascii: true}, env).ascii).toBe(true);
  });

  it('prints one screen where nothing can be drawn over', () => {
    expect(read({}, {TERM: 'dumb'}).once).toBe(true);
    expect(read({}, {TERM: 'xterm'}).once).toBe(false);
  });

  it('an empty NO_COLOR is none', () => {
    expect(read({}, {NO_COLOR: '', TERM: 'xterm'}).colour).toBe(true);
  });

  it.each([
    [{interval: 0.4}, '--interval', 'at least 0.5 seconds'],
    [{interval: 301}, '--interval', 'at most 300 seconds'],
    [{interval: Number.NaN}, '--interval', ''],
    [{listen: ''}, '--listen', ''],
    [{listen: 'a,,b'}, '--listen', ''],
    [{listen: 'x'.repeat(64)}, '--listen', 'at most 63'],
    [{listen: 'ä'.repeat(32)}, '--listen', 'at most 63'],
    [{statementTimeout: 1.5}, '--statement-timeout', 'whole number'],
    [{statementTimeout: -1}, '--statement-timeout', ''],
    [{schema: ''}, '--schema', ''],
    [{schema: 'x'.repeat(64)}, '--schema', ''],
  ])('refuses %j by the name of the flag', (flags, name, words) => {
    expect(() => read(flags)).toThrow(UsageError);
    expect(() => read(flags)).toThrow(new RegExp(`${name}\\b.*${words}`));
  });
});
