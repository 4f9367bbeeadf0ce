import {describe, expect, it} from 'vitest';
import type {Scored, TailEvent} from '../../../src/app/events/tail-event.ts';
import {createDescriber} from '../../../src/screens/events/describe-event.ts';
import {payloadText} from '../../../src/screens/events/payload-text.ts';
import {createWrap, linesOf} from '../../../src/screens/events/tail-lines.ts';

const maze = '25ea1682-0000-4000-8000-000000000001';
const tower = '7e0a0000-0000-4000-8000-000000000002';
const vega = 'c36fea5b-0000-4000-8000-000000000003';
const labels = new Map([
  [`challenge ${maze}`, 'Maze Runner'],
  [`agent ${vega}`, 'Vega-7'],
]);
const describeEvent = createDescriber(labels);

function scored(fields: Partial<Scored>): Scored {
  return {kind: 'scored', key: 'queue 7', at: new Date(0), queueId: 7, row: null, payloads: [], ...fields};
}

function heard(fields: object): string {
  return JSON.stringify({
    submission_id: '91c4aaaa-1',
    challenge_id: maze,
    agent_id: vega,
    queue_id: 7,
    ...fields,
  });
}

const row = (count: number) => ({queue_id: 7, challenge_id: maze, submission_count: count, queued_ms: 0});

function notice(payload: string, channel = 'other'): TailEvent {
  return {kind: 'notice', key: 'notice 1', at: new Date(0), channel, payload};
}

describe('the words of an event', () => {
  it.each([
    ['heard', {payloads: [heard({})]}, ['Maze Runner', 'Vega-7', 'submission 91c4aaaa · queue 7']],
    ['read', {row: row(1)}, ['Maze Runner', '', '1 submission · queue 7']],
    [
      'heard and read',
      {row: row(1), payloads: [heard({})]},
      ['Maze Runner', 'Vega-7', 'submission 91c4aaaa · queue 7'],
    ],
    [
      'heard of twice',
      {row: row(2), payloads: [heard({}), heard({agent_id: 'feedc0de-1'})]},
      ['Maze Runner', 'Vega-7 +1', '2 submissions · queue 7'],
    ],
    [
      'a summary, of which this row is a part',
      {row: row(1204), payloads: ['{"count": 5000, "challenge_ids": ["a", "b"], "queue_id": 7}']},
      ['Maze Runner', '', '1,204 submissions · queue 7'],
    ],
    [
      'a summary alone',
      {payloads: ['{"count": 5000, "challenge_ids": ["a", "b"], "queue_id": 7}']},
      ['2 challenges', '', '5,000 submissions · queue 7'],
    ],
    [
      'heard of another challenge',
      {row: row(1), payloads: [heard({challenge_id: tower})]},
      ['Maze Runner', '', '1 submission · queue 7'],
    ],
    [
      'hearsay',
      {row: 'absent', payloads: [heard({})]},
      ['Maze Runner', 'Vega-7', 'submission 91c4aaaa · queue 7 · not in the outbox'],
    ],
    [
      'unknown ids',
      {payloads: [heard({challenge_id: 'x', agent_id: ''})]},
      ['x', '', 'submission 91c4aaaa · queue 7'],
    ],
    [
      'wrong types',
      {payloads: ['{"queue_id": 7, "submission_id": 3, "agent_id": {}, "challenge_id": [], "count": "x"}']},
      ['', '', '1 submission · queue 7'],
    ],
  ] satisfies [string, Partial<Scored>, string[]][])('%s', (_, fields, words) => {
    const {challenge, agent, what} = describeEvent(scored(fields));
    expect([challenge, agent, what]).toEqual(words);
  });

  it('are the title of an alert, and the payload of anything else', () => {
    const alert = '{"event": "alert", "title": "CRITICAL: refresh\\u001b[31m failing", "findings": []}';
    expect(describeEvent(notice(alert, 'analytics_alert')).what).toBe('CRITICAL: refresh failing');
    for (const other of ['{"title": 7}', '{"title": ""}', 'no JSON', '[]'])
      expect(describeEvent(notice(other, 'analytics_alert')).what).toBe(other);
    expect(describeEvent(notice('{"title": "x"}')).what).toBe('{"title": "x"}');
  });

  it('leave no text that moves, colours, turns or hides anything', () => {
    const corpus = [
      '\u001B[2J\u001B]0;title\u0007gone',
      '\u202Egnp.exe\u2066',
      'a\u0000b\u0008\u009B31m',
      `{"name": "\\u001b[31mred\\u0000\\u202e"}`,
      'x'.repeat(7999),
      '\uD800 lone',
      'first\nsecond\r\nthird',
    ];
    for (const payload of corpus) {
      const event = notice(payload, `ch\u001B[31man`);
      const {channel, what} = describeEvent(event);
      expect(`${channel}${what}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(payloadText(event).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(channel).toBe('chan');
    }
    const agent = scored({
      payloads: [heard({agent_id: '\u202E\u001B[2Jevil', submission_id: '\u0007\u0007'})],
    });
    expect(Object.values(describeEvent(agent)).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('a payload for reading', () => {
  it('is indented JSON, what cannot be seen written out', () => {
    expect(payloadText(notice('{"a": [1, {"b": "\\u202e\\u0000\\u001b[31m"}]}'))).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": "\\u202e\\u0000\\u001b[31m"\n    }\n  ]\n}',
    );
  });

  it('is shown as it came where it is no JSON', () => {
    expect(payloadText(notice('{"a": 1'))).toBe('{"a": 1');
    expect(payloadText(notice(''))).toBe('The payload is empty.');
  });

  it('says what was heard and what the outbox holds', () => {
    expect(payloadText(scored({payloads: ['{"queue_id": 7}'], row: row(2)}))).toBe(
      `{\n  "queue_id": 7\n}\nin the outbox {\n  "queue_id": 7,\n  "challenge_id": "${maze}",\n` +
        '  "submission_count": 2,\n  "queued_at": "1970-01-01T00:00:00.000Z"\n}',
    );
    expect(payloadText(scored({row: 'absent'}))).toContain('no row 7');
    expect(payloadText(scored({}))).toContain('not read yet');
  });
});

it('wraps an event into as many lines as it takes, the newest event first', () => {
  const wrap = createWrap(describeEvent, 10);
  const events = [notice('one two three'), {...notice('short'), key: 'notice 2'}];
  expect(linesOf(events, null)).toEqual(events.toReversed());
  const pieces = linesOf(events, wrap).map(
    line => line.kind === 'piece' && [line.key, line.text, line.isFirst],
  );
  expect(pieces).toEqual([
    ['notice 2', 'short', true],
    ['notice 1', 'one two', true],
    ['notice 1 1', 'three', false],
  ]);
});
