import {describe, expect, it} from 'vitest';
import {logTo, openJsonLog} from '../../../src/commands/json-log.ts';
import type {PipelineLogEntry} from '../../../src/pipeline/pipeline-log.ts';
import {hostileTexts, stillHostile} from '../../support/hostile-text.ts';

function write(level: string, ...entries: PipelineLogEntry[]): Record<string, unknown>[] {
  const lines: string[] = [];
  const log = logTo({write: line => lines.push(line)}, level);
  for (const entry of entries) log(entry);
  return lines.map(line => JSON.parse(line));
}

describe('the log', () => {
  it('is one JSON object a line, with time, level, text and facts', () => {
    const [line] = write('info', {
      level: 'warning',
      text: 'slow',
      facts: {view: 'mv_a', durationMs: 7, sqlstate: null},
    });
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      pid: process.pid,
      text: 'slow',
      view: 'mv_a',
      durationMs: 7,
      sqlstate: null,
    });
  });

  it('holds nothing that a terminal would act on', () => {
    const text = 'a\u001b[2Jb\u009b1mc\u202ed\u0000e\nf';
    const [line] = write('info', {level: 'info', text, facts: {view: text}});
    expect(line).toMatchObject({text: 'abcde f', view: 'abcde f'});
  });

  it.each(Object.entries(hostileTexts))('cannot be made to %s', (_, text) => {
    const [line] = write('info', {level: 'info', text: `Qx${text}`, facts: {view: `Qx${text}`}});
    expect(JSON.stringify(line)).toContain('Qx');
    for (const value of Object.values(line ?? {})) expect(String(value)).not.toMatch(stillHostile);
  });

  it.each([
    ['error', ['e']],
    ['warn', ['w', 'e']],
    ['info', ['i', 'w', 'e']],
    ['debug', ['d', 'i', 'w', 'e']],
  ])('at level %s leaves out what is less', (level, texts) => {
    const lines = write(
      level,
      {level: 'debug', text: 'd'},
      {level: 'info', text: 'i'},
      {level: 'warning', text: 'w'},
      {level: 'error', text: 'e'},
    );
    expect(lines.map(({text}) => text)).toEqual(texts);
  });

  it('that cannot be opened says why and what to do', () => {
    expect(() => openJsonLog({file: '/no/such/folder/x.log', level: 'info'})).toThrow(
      expect.objectContaining({
        why: expect.stringContaining('ENOENT'),
        remedy: expect.stringContaining('--log-file'),
      }),
    );
  });

  it('survives a full disk', () => {
    const log = openJsonLog({file: '/dev/full', level: 'info'});
    expect(() => log({level: 'info', text: 'lost'})).not.toThrow();
  });
});
