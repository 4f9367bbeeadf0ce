import {afterEach, describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../src/app/screen.ts';
import {DoctorScreen} from '../../../src/screens/doctor/doctor.screen.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {type MonitorFakes, postgresError, renderMonitor} from '../../support/render-monitor.tsx';
import {installationRow} from '../views/view-rows.ts';
import {unwell, viewRow} from './doctor-answers.ts';

const doctorScreen: ScreenDefinition = {id: 'doctor', number: 8, title: 'Doctor', component: DoctorScreen};

async function show(fakes: Partial<MonitorFakes> = {}) {
  const monitor = renderMonitor(doctorScreen, {answers: unwell(), hasPipeline: false, ...fakes});
  await vi.waitFor(() =>
    expect(monitor.lastFrame()).toMatch(/Doctor [·.] \d+ critical|nothing critical|Cannot read/),
  );
  return monitor;
}

describe('Doctor', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    [60, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('shows the worst first at %dx%d', async (columns, rows) => {
    const {lines} = await show({columns, rows});
    expect(lines().length).toBeLessThanOrEqual(rows);
    for (const line of lines()) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines()[2]).toMatch(/ Doctor · 1 critical, 1 warning/);
    expect(lines()[3]).toMatch(/SEVERITY +FINDING/);
    expect(lines()[4]).toMatch(/^▶ +✗ critical +board was never filled/);
    expect(lines()[5]).toMatch(/! warning +legacy has no usable/);
    expect(lines().findIndex(line => line.includes('? unknown'))).toBeGreaterThan(5);
    if (columns >= 120) expect(lines()[4]).toContain('REFRESH MATERIALIZED');
  });

  it('shows the finding under the cursor in full', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    expect(lastFrame()).toMatch(/board · views\.unpopulated/);
    keys('j');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/legacy · views\.no-unique-index/));
    expect(lastFrame()).toMatch(/try +CREATE UNIQUE INDEX ON legacy \(challenge_id, /);
    expect(lastFrame()).toContain('lane_key);');
  });

  it('lists beside it what passed, where there is room', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    expect(lastFrame()).toMatch(/┌ board · views\.unpopulated ─+┐┌ \d+ checks passed ─+┐/);
    keys('G');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/\n┌ \d+ checks passed ─+┐\n/));
    const narrow = await show({columns: 80, rows: 24});
    expect(narrow.lastFrame()).not.toMatch(/┌ \d+ checks passed/);
  });

  it('lists what passed on Enter, and goes back on Esc', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 60});
    keys('G');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶ +✓ passed +\d+ checks passed/));
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).not.toContain('SEVERITY'));
    expect(lastFrame()).toContain('views hold few dead rows');
    expect(lastFrame()).not.toContain('views are populated');
    keys('\x1b');
    await vi.waitFor(() => expect(lastFrame()).toContain('SEVERITY'));
  });

  it('tells what could not be checked, why, and what it wants', async () => {
    const {lastFrame} = await show({
      columns: 120,
      rows: 40,
      answers: {...unwell(), 'health-database': postgresError('42501', 'permission denied')},
    });
    expect(lastFrame()).toMatch(/\? unknown +\d+ checks cannot be made: A right is missin/);
  });

  it('filters by a pattern, and by what is known to be wrong', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    keys('f');
    await vi.waitFor(() => expect(lastFrame()).toContain('faults only'));
    expect(lastFrame()).not.toContain('✓ passed');
    keys('f/');
    await vi.waitFor(() => expect(lastFrame()).toContain('filter:'));
    for (const key of 'legacy') keys(key);
    keys('\r');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶ +! warning +legacy/));
    expect(lastFrame()).not.toContain('✗ critical');
  });

  it('rings for what is newly critical, not for what was there', async () => {
    const answers = unwell();
    const {keys, rung, lastFrame} = await show({answers});
    expect(rung).toEqual([]);
    answers['health-views'] = [viewRow('board', {populated: false}), viewRow('scores', {populated: false})];
    keys('R');
    await vi.waitFor(() => expect(lastFrame()).toContain('2 critical'));
    expect(rung).toEqual(['scores was never filled: everyone who reads it gets an error']);
  });

  describe('answers a finding', () => {
    const installed = (known: object[] = []) => ({
      columns: 120,
      rows: 40,
      hasPipeline: true,
      answers: {...unwell(), 'health-installation': [installationRow()], 'list-known-findings': known},
    });

    it.each([
      ['m', 'Mute', 'mute-finding', '4 hours'],
      ['a', 'Acknowledge', 'acknowledge-finding', '1 day'],
    ])('with %s: asks for how long, shows the statement, then runs it', async (key, verb, action, span) => {
      const {keys, lastFrame, acted} = await show(installed());
      keys(key);
      await vi.waitFor(() => expect(lastFrame()).toContain(`${verb} for (30m, 4h, 2d; 0 ends it): `));
      keys('\r');
      await vi.waitFor(() =>
        expect(lastFrame()).toMatch(
          new RegExp(`SELECT analytics_\\w+_finding\\('views.unpopulated board', interval '${span}'\\)`),
        ),
      );
      expect(acted).toEqual([]);
      keys('y');
      await vi.waitFor(() => expect(acted).toEqual([[action, 'views.unpopulated board', span]]));
    });

    it('refuses what is no span', async () => {
      const {keys, lastFrame} = await show(installed());
      keys('m');
      await vi.waitFor(() => expect(lastFrame()).toContain('0 ends it'));
      keys('x\r');
      await vi.waitFor(() => expect(lastFrame()).toContain('"4hx" is no span'));
    });

    it('shows until when, and by whom', async () => {
      const {lastFrame} = await show(
        installed([
          {
            finding_key: 'views.unpopulated board',
            known_since: new Date(),
            muted_until: new Date(Date.now() + 3_600_000),
            muted_by: 'ada\u001b[31m',
            acknowledged_until: null,
            acknowledged_by: null,
          },
        ]),
      );
      expect(lastFrame()).toMatch(/muted: board was never filled/);
      expect(lastFrame()).toMatch(/muted +until \d\d:\d\d:\d\dZ by ada/);
    });

    it.each([
      [{readOnly: true}, 'this session is read-only'],
      [{hasPipeline: false}, 'the pipeline is not installed'],
    ])('not with %j, and says why', async (fakes, why) => {
      const {keys, lastFrame} = await show({...installed(), ...fakes});
      keys('m');
      await vi.waitFor(() => expect(lastFrame()).toContain(why));
    });
  });

  it('copies the remedy through the terminal', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      written.push(String(text));
      return true;
    });
    keys('y');
    await vi.waitFor(() => expect(lastFrame()).toContain('Copied'));
    const [, encoded = ''] = /\x1b\]52;c;([^\x07]+)\x07/.exec(written.join('')) ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe('REFRESH MATERIALIZED VIEW board;');
  });

  it('says why there is nothing to copy', async () => {
    const {keys, lastFrame} = await show({columns: 120, rows: 40});
    keys('G');
    await vi.waitFor(() => expect(lastFrame()).toMatch(/▶ +✓ passed/));
    keys('y');
    await vi.waitFor(() => expect(lastFrame()).toContain('there is nothing to be done about it'));
  });

  it('draws names with escape sequences as plain text', async () => {
    const {lastFrame} = await show({
      columns: 120,
      rows: 40,
      answers: {...unwell(), 'health-views': [viewRow('evil\x1b[2J\x1b]0;x\x07\nname', {populated: false})]},
    });
    expect(lastFrame()).toMatch(/critical +evil name was never filled/);
  });

  it('needs no character past ASCII where there is none', async () => {
    const {lastFrame} = await show({columns: 120, rows: 40, ascii: true});
    expect(lastFrame()).toMatch(/> +x critical/);
    expect(lastFrame()).toMatch(/^[\x00-\x7f]*$/);
  });

  it('says what is wrong with the link', async () => {
    const {lastFrame} = await show({
      answers: {'cron-facts': postgresError('ECONNREFUSED', 'connect refused')},
    });
    expect(lastFrame()).toMatch(/Cannot read the state of the server: Nothing listens there/);
  });
});
