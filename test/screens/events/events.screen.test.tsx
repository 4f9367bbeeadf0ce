import {describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import type {ListenState} from '../../../src/db/listen-state.ts';
import {EventsScreen} from '../../../src/screens/events/events.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';

const eventsScreen: ScreenDefinition = {id: 'events', number: 3, title: 'Events', component: EventsScreen};
const maze = '25ea1682-0000-4000-8000-000000000001';
const vega = 'c36fea5b-0000-4000-8000-000000000003';

const names = [
  {kind: 'challenge', id: maze, label: 'Maze Runner'},
  {kind: 'agent', id: vega, label: 'Vega-7'},
];

interface Row {
  readonly id: number;
  readonly ageMs?: number;
  readonly count?: number;
}

/** An answer of the outbox. */
function lookAnswer(rows: readonly Row[], skipped = 0) {
  return {
    snapshot: '10:10:',
    oldest_running: 10,
    next_transaction: 10,
    newest_id: Math.max(0, ...rows.map(({id}) => id)),
    server_now: new Date(),
    unseen_count: rows.length + skipped,
    events: rows.map(({id, ageMs = 0, count = 1}) => ({
      queue_id: id,
      challenge_id: maze,
      submission_count: count,
      queued_ms: Date.now() - ageMs,
    })),
  };
}

const isLive: Partial<ListenState> = {link: 'live', heardAt: new Date(), roundTripMs: 0.4};

/** The screen with a listener that hears and an outbox whose rows come look by look. */
async function show(looks: readonly (readonly Row[])[] = [[]], fakes: Partial<MonitorFakes> = {}) {
  const rest = [...looks];
  const monitor = renderMonitor(eventsScreen, {
    channels: ['submission_scored', 'analytics_alert'],
    answers: {'list-labels': names, 'tail-outbox': () => [lookAnswer(rest.shift() ?? [])]},
    columns: 120,
    rows: 40,
    ...fakes,
  });
  monitor.listen({...isLive, heardAt: new Date()});
  await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(/Events · \d+ channels? ● heard/));
  let nextId = 1;
  return {
    ...monitor,
    notify(payload: string, channel = 'analytics_alert', at = new Date()) {
      monitor.events.add({kind: 'notification', id: nextId++, at, channel, payload});
    },
    scored(queueId: number, fields: object = {}) {
      const payload = {
        submission_id: `5ab0${queueId}000-1`,
        challenge_id: maze,
        agent_id: vega,
        queue_id: queueId,
      };
      const at = new Date();
      const id = nextId++;
      monitor.events.add({
        kind: 'notification',
        id,
        at,
        channel: 'submission_scored',
        payload: JSON.stringify({...payload, ...fields}),
      });
    },
    gap(fromMs: number, toMs: number) {
      const [from, to] = [new Date(fromMs), new Date(toMs)];
      monitor.events.add({kind: 'gap', id: nextId++, from, to, serverFrom: from, serverTo: to});
    },
  };
}

describe('Events', () => {
  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows all that matters at %dx%d', async (columns, rows) => {
    const {lines, lastFrame, scored, gap, listen} = await show([[{id: 1, ageMs: 60_000}]], {
      columns,
      rows,
      answers: {
        'list-labels': names,
        'tail-outbox': [lookAnswer([{id: 1, ageMs: 60_000}])],
        'count-missed-submissions': [{nth: 1, missed_count: 12}],
      },
    });
    gap(Date.now() - 30_000, Date.now() - 1000);
    scored(2);
    listen({gaps: 1});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Maze R[\s\S]*12 submissions in[\s\S]*Maze R/));
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lastFrame()).toMatch(/Events · 2 channels ● heard .* · rtt 0\.4 ms · gaps 1/);
    expect(lastFrame()).toMatch(/3 kept · 0 dropped/);
    expect(lastFrame()).toMatch(/rate\/s \d+ [▁█]{5,}/);
    expect(lastFrame()).toMatch(/▶ +\d\d:\d\d:\d\d\.\d{3} /);
    const gapLine = lines().find(line => line.includes('─ missed')) ?? '';
    expect(gapLine).toMatch(/^ {3}─ missed \d\d:\d\d:\d\d–\d\d:\d\d:\d\d \(29\.0 s\), 12 submissions in/);
  });

  it('draws a rate of nothing flat', async () => {
    const {lastFrame} = await show();
    expect(lastFrame()).toMatch(/rate\/s 0 ▁{29,} /);
  });

  it('shows what the outbox holds although nobody told of it, each row once', async () => {
    const {lastFrame, scored} = await show([
      [{id: 1}, {id: 2, count: 3}],
      [
        {id: 2, count: 3},
        {id: 3, count: 40},
      ],
    ]);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Maze Runner +3 submissions · queue 2/));
    expect(lastFrame()).toMatch(/Maze Runner +1 submission · queue 1/);
    scored(2);
    await vi.waitFor(() => expect(lastFrame()).toContain('40 submissions · queue 3'));
    expect(lastFrame()).toMatch(/Vega-7 +3 submissions · queue 2/);
    expect(lastFrame()).toContain('3 kept · 0 dropped');
  });

  it('says of a notice that the outbox knows nothing of it', async () => {
    const {lastFrame, scored} = await show();
    scored(4711);
    await vi.waitFor(() => expect(lastFrame()).toContain('queue 4,711'));
    await vi.waitFor(() => expect(lastFrame()).toContain('queue 4,711 · not in the outbox'), 5000);
  });

  it('goes on with the rows that are new since the look before', async () => {
    const {asked} = await show([[{id: 5}]]);
    await vi.waitFor(() => expect(asked.filter(({name}) => name === 'tail-outbox')).toHaveLength(3), 5000);
    expect(asked.filter(({name}) => name === 'tail-outbox').map(({params}) => params)).toEqual([
      {known_id: 0, seen_snapshot: null, limit: 200},
      {known_id: 0, seen_snapshot: '10:10:', limit: 2000},
      {known_id: 5, seen_snapshot: '10:10:', limit: 2000},
    ]);
  });

  it('runs along on the newest event; off it the tail stands still and counts', async () => {
    const {keys, lines, lastFrame, notify} = await show();
    const first = () => lines().findIndex(line => line.includes('TIME')) + 1;
    notify('one');
    notify('two');
    await vi.waitFor(() => expect(lines()[first()]).toMatch(/▶.*two/));
    notify('three');
    await vi.waitFor(() => expect(lines()[first()]).toMatch(/▶.*three/));
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/‖ held, 0 new/));
    notify('four');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/‖ held, 1 new/));
    expect(lines()[first()]).toContain('three');
    expect(lines()[first() + 1]).toMatch(/▶.*two/);
    keys('g');
    await vi.waitFor(() => expect(lines()[first()]).toMatch(/▶.*four/));
    expect(lastFrame()).not.toContain('held');
  });

  it('s stands still and goes on, p likewise', async () => {
    const {keys, lines, lastFrame, notify} = await show();
    const first = () => lines()[lines().findIndex(line => line.includes('TIME')) + 1];
    notify('one');
    await vi.waitFor(() => expect(first()).toMatch(/▶.*one/));
    for (const key of ['s', 'p']) {
      keys(key);
      await vi.waitFor(() => expect(lastFrame()).toContain('held, 0 new'));
      notify(`while ${key}`);
      await vi.waitFor(() => expect(lastFrame()).toContain('held, 1 new'));
      expect(lastFrame()).not.toContain(`while ${key}`);
      keys(key);
      await vi.waitFor(() => expect(first()).toMatch(new RegExp(`▶.*while ${key}`)));
    }
  });

  it('filters by what the words say, also by the name of an agent', async () => {
    const {keys, lastFrame, notify, scored} = await show();
    notify('something else');
    scored(1);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/Vega-7[\s\S]*something else/));
    keys('/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    for (const key of 'vega') keys(key);
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/filter vega/));
    expect(lastFrame()).not.toContain('something else');
    expect(lastFrame()).toContain('Vega-7');
  });

  it('Enter shows the payload as JSON, once more gives it the screen, Esc goes back', async () => {
    const {keys, lastFrame, notify} = await show([[]], {columns: 80, rows: 24});
    notify(JSON.stringify({deep: {list: Array.from({length: 40}, (_, nth) => `item ${nth}`)}}));
    await vi.waitFor(() => expect(lastFrame()).toContain('{"deep":'));
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/ {6}"list": \[ +│\n.*"item 0"[\s\S]*more lines/));
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/PAYLOAD[\s\S]*"item 10"/));
    keys('G');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/"item 39"[\s\S]*▶ +}/));
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('TIME'));
  });

  it('w wraps a long payload into the lines that it needs', async () => {
    const {keys, lastFrame, notify} = await show([[]], {columns: 80, rows: 24});
    notify(`${'word '.repeat(40)}end`);
    await vi.waitFor(() => expect(lastFrame()).toContain('word'));
    expect(lastFrame()).not.toContain('end');
    keys('w');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/word end$/m));
    expect(lastFrame().match(/analytics_alert/g)).toHaveLength(1);
  });

  it('m draws a line with the time', async () => {
    const {keys, lastFrame, notify} = await show();
    notify('before');
    await vi.waitFor(() => expect(lastFrame()).toContain('before'));
    keys('m');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/─ mark 1 · \d\d:\d\d:\d\d ─+\n.*before/));
  });

  it('says that the outbox may not be read, and shows what is heard', async () => {
    const {lastFrame, scored} = await show([], {
      answers: {
        'list-labels': names,
        'tail-outbox': postgresError('42501', 'permission denied for table analytics_refresh_queue'),
      },
    });
    scored(3);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/only what is heard: .*permission denied/));
    await vi.waitFor(() => expect(lastFrame()).toContain('submission 5ab03000 · queue 3'));
    expect(lastFrame()).not.toContain('not in the outbox');
  });

  it('says that it is loading until the outbox has answered', async () => {
    const {lastFrame} = await show([], {answers: {'list-labels': names, 'tail-outbox': 'never'}});
    await vi.waitFor(() => expect(lastFrame()).toContain('Loading the outbox…'));
    expect(lastFrame()).not.toContain('Nothing came yet');
  });

  it('keeps its rows while the link is lost, and says so once', async () => {
    const answers: MonitorFakes['answers'] = {
      'list-labels': names,
      'tail-outbox': [lookAnswer([{id: 1}])],
    };
    const {lastFrame, listen} = await show([], {answers});
    await vi.waitFor(() => expect(lastFrame()).toContain('1 submission · queue 1'));
    answers['tail-outbox'] = postgresError('ECONNREFUSED', 'connect ECONNREFUSED');
    listen({link: 'lost', problem: {why: 'nobody listens there'} as ListenState['problem']});
    await vi.waitFor(() => expect(lastFrame()).toMatch(/✗ offline[\s\S]*✗ lost: nobody listens there/), 5000);
    expect(lastFrame()).toContain('1 submission · queue 1');
    expect(lastFrame()).not.toContain('only what is heard');
  });

  it.each([
    ['7,999 bytes', 'x'.repeat(7999)],
    ['escape sequences', '\u001B[2J\u001B[H\u001B]0;owned\u0007\u009B31m'],
    ['characters that turn the line', '\u202Eevil\u2066\u200Fx'],
    ['NULs in escapes', '{"a": "\\u0000\\u001b[31m"}'],
    ['wrong types', '{"queue_id": 5, "agent_id": [], "challenge_id": 7, "submission_id": {}}'],
    ['unknown ids', '{"queue_id": 999, "agent_id": "nobody", "challenge_id": "nowhere"}'],
    ['no JSON', '{"queue_id": '],
  ])('draws a payload of %s within its lines, also when it is opened', async (_, payload) => {
    const {keys, lines, lastFrame, notify} = await show([[]], {columns: 80, rows: 24});
    for (const channel of ['analytics_alert', 'submission_scored']) notify(payload, channel);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶ +\d\d:.*\n +\d\d:/));
    const isWhole = () => {
      expect(lines().length).toBeLessThanOrEqual(24);
      for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(80);
      expect(lines().join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    };
    isWhole();
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('┌ submission_scored'));
    isWhole();
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toContain('PAYLOAD'));
    isWhole();
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('TIME'));
    keys('w');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('AGENT'));
    isWhole();
  });

  it('tells at 80 columns all of what was scored, and the channel where others are listened on', async () => {
    const own = await show([[]], {columns: 80, rows: 24});
    own.scored(12_480);
    await vi.waitFor(() => expect(own.lastFrame()).toMatch(/ submission 5ab01248 · queue 12,480 *\n/));
    expect(own.lastFrame()).not.toContain('CHANNEL');
    const other = await show([], {channels: ['submission_scored', 'theirs'], columns: 80, rows: 24});
    other.notify('{"a": 1}', 'theirs');
    await vi.waitFor(() => expect(other.lastFrame()).toMatch(/CHANNEL[\s\S]*theirs +\{"a": 1\}/));
  });

  it('asks no outbox where there is none, or where other channels are listened on', async () => {
    const bare = await show([], {hasPipeline: false});
    const other = await show([], {channels: ['theirs']});
    other.notify('{"queue_id": 1}', 'theirs');
    await vi.waitFor(() => expect(other.lastFrame()).toContain('{"queue_id": 1}'));
    expect(bare.lastFrame()).toMatch(
      /Nothing came yet[\s\S]*Listening on submission_scored, analytics_alert/,
    );
    for (const {asked} of [bare, other]) expect(asked.filter(({name}) => name === 'tail-outbox')).toEqual([]);
  });

  it.each([
    [{link: 'connecting'}, /◌ connecting/],
    [
      {link: 'lost', problem: {why: 'the server was stopped'}},
      /✗ lost: the server was stopped[\s\S]*Nothing can be heard/,
    ],
    [{link: 'deaf', problem: {why: 'a pooler stands between'}}, /✗ deaf: a pooler stands between/],
  ])('tells of a listener that is %o', async (state, wanted) => {
    const monitor = await show([], {hasPipeline: false});
    monitor.listen(state as Partial<ListenState>);
    await vi.waitFor(() => expect(monitor.lastFrame()).toMatch(wanted));
  });

  it('keeps its place while another screen is shown', async () => {
    const {keys, lastFrame, notify} = await show();
    for (const word of ['one', 'two', 'three']) notify(word);
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶.*three/));
    keys('jw');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶.*two/));
    keys('7');
    await vi.waitFor(() => expect(lastFrame()).toContain('plan of'));
    notify('four');
    keys('3');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/held, 1 new[\s\S]*three[\s\S]*▶.*two/));
    keys('g7');
    await vi.waitFor(() => expect(lastFrame()).toContain('plan of'));
    notify('five');
    keys('3');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶.*five/));
  });
});
