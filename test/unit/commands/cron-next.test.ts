import {expect, it} from 'vitest';
import {type CronNextRequest, runCronNext} from '../../../src/commands/cron-next.ts';

function run(request: Partial<CronNextRequest>): {code: number; stdout: string; stderr: string} {
  const written = {stdout: '', stderr: ''};
  const code = runCronNext(
    {
      schedule: '*/10 * * * *',
      from: new Date('2026-10-24T22:00:00Z'),
      count: 3,
      zone: 'GMT',
      format: 'text',
      ...request,
    },
    {
      stdout: {write: text => (written.stdout += text)},
      stderr: {write: text => (written.stderr += text)},
    },
  );
  return {code, ...written};
}

it('prints the meaning and the fires', () => {
  expect(run({})).toEqual({
    code: 0,
    stdout: [
      '*/10 * * * *   Every 10 minutes (GMT)',
      '  Sat 2026-10-24 22:10:00Z',
      '  Sat 2026-10-24 22:20:00Z',
      '  Sat 2026-10-24 22:30:00Z',
      '',
    ].join('\n'),
    stderr: '',
  });
});

it('prints the wall clock of a zone beside UTC', () => {
  expect(
    run({schedule: '30 1 * * *', zone: 'Europe/London', count: 2}).stdout.split('\n').slice(1, 3),
  ).toEqual([
    '  Sun 2026-10-25 01:30:00   2026-10-25T00:30:00Z',
    '  Sun 2026-10-25 01:30:00   2026-10-25T01:30:00Z',
  ]);
});

it('prints JSON of the documented shape', () => {
  const {stdout} = run({schedule: '0 0 $ * *', count: 2, format: 'json', zone: 'Asia/Kolkata'});
  expect(JSON.parse(stdout)).toEqual({
    schedule: '0 0 $ * *',
    timezone: 'Asia/Kolkata',
    never: false,
    fires: ['2026-10-30T18:30:00.000Z', '2026-11-29T18:30:00.000Z'],
  });
});

it('tells a schedule that never fires from one that no clock can tell', () => {
  expect(JSON.parse(run({schedule: '0 0 30 2 *', format: 'json'}).stdout)).toMatchObject({
    never: true,
    fires: [],
  });
  expect(JSON.parse(run({schedule: '@reboot', format: 'json'}).stdout)).toMatchObject({
    never: false,
    fires: [],
  });
  expect(run({schedule: '0 0 30 2 *'}).stdout).toContain('It does not fire within five years.');
});

it('counts an interval from the given time', () => {
  expect(JSON.parse(run({schedule: '40 seconds', format: 'json', count: 2}).stdout)).toMatchObject({
    fires: ['2026-10-24T22:00:40.000Z', '2026-10-24T22:01:20.000Z'],
  });
});

it('says what pg_cron ignores', () => {
  expect(run({schedule: '0 0 1 1 * 2027'}).stdout).toContain('pg_cron ignores "2027".');
});

it.each([
  [{schedule: '* 25 * * *'}, 'bad schedule "* 25 * * *": hour: 25 is outside 0 to 23'],
  [{schedule: '\u001b[2J * * * *'}, 'bad schedule "\\u001b[2J * * * *": minute: expected'],
  [{zone: 'Mars/Olympus'}, '--tz "Mars/Olympus" is not a time zone'],
  [{count: 0}, '--count is a whole number from 1 to 1000'],
  [{from: new Date('soon')}, '--from is not a time'],
])('%j exits 2', (request, message) => {
  const {code, stdout, stderr} = run(request);
  expect({code, stdout}).toEqual({code: 2, stdout: ''});
  expect(stderr).toContain(message);
});
