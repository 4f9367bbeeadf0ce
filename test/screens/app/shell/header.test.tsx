import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {Header, type HeaderProps} from '../../../../src/app/shell/header.tsx';
import {widthOf} from '../../../../src/ui/text.ts';

const now = new Date('2026-03-02T09:41:07Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

const props: HeaderProps = {
  connection: {host: 'db1', port: 5432, database: 'prod', user: 'lanes', password: 'hidden', tls: 'prefer'},
  facts: null,
  link: {state: 'live', since: ago(60_000), retryAt: null, problem: null, slow: null},
  pace: {intervalMs: 2000, paused: false, reloads: 0},
  readOnly: false,
  worst: null,
  now,
  width: 100,
};

function draw(changed: Partial<HeaderProps> = {}): string {
  const {lastFrame, unmount} = render(<Header {...props} {...changed} />);
  const frame = lastFrame() ?? '';
  unmount();
  return frame;
}

describe('the header', () => {
  it('says where it is, how the link is and what time it is, and never the password', () => {
    const line = draw();
    expect(line).toContain('lanewatch  prod · lanes@db1:5432');
    expect(line).toMatch(/● live 2 s {2}09:41Z$/);
    expect(line).not.toContain('hidden');
  });

  it('tells since when the link is lost and when it is tried again', () => {
    const link = {
      state: 'offline',
      since: ago(14_000),
      retryAt: new Date(now.getTime() + 3000),
      problem: null,
      slow: null,
    } as const;
    expect(draw({link})).toContain('✗ offline 14 s, retry in 3 s');
  });

  it('counts no seconds where it is to be calm', () => {
    expect(draw({isCalm: true})).toMatch(/● live 2 s {2}09:41Z$/);
    const link = {...props.link, state: 'offline', retryAt: new Date(now.getTime() + 3000)} as const;
    expect(draw({isCalm: true, link})).toContain('✗ offline, retries by itself');
  });

  it('says which question lowered its own rate', () => {
    const line = draw({link: {...props.link, slow: {name: 'list-views', everyMs: 12_000}}});
    expect(line).toMatch(/● live 2 s, list-views every 12 s {2}09:41Z$/);
  });

  it('says that there are more hosts', () => {
    const connection = {...props.connection, alternatives: [{host: 'db2', port: 5432}]};
    expect(draw({connection, width: 120})).toContain('lanes@db1:5432 or 1 more');
  });

  it('says that it is paused or read-only', () => {
    expect(draw({pace: {...props.pace, paused: true}})).toContain('‖ paused');
    expect(draw({readOnly: true})).toContain('◐ read-only');
  });

  it('counts what was known to be wrong, and says when that has grown old', () => {
    const earlier = ago(180_000);
    const worst = {critical: 2, warning: 1, at: ago(5000)};
    expect(draw({worst})).toMatch(/● live 2 s {2}✗ 2 {2}! 1 {2}09:41Z$/);
    expect(draw({worst: {...worst, critical: 0}})).toMatch(/live 2 s {2}! 1 {2}09/);
    expect(draw({worst: {critical: 0, warning: 0, at: ago(5000)}})).toMatch(/live 2 s {2}09/);
    expect(draw({worst: {...worst, at: earlier}})).toMatch(/✗ 2 {2}! 1 3 m ago {2}09/);
  });

  it('leaves out whole parts of where it is', () => {
    const facts = {
      server_version: '18.4 (Debian)',
      server_version_num: 180_004,
      database: 'prod',
      username: 'lanes',
      in_recovery: false,
      read_only: false,
      pg_cron_version: '1.6',
      has_builtin_cron: false,
      cron_usable: true,
      cron_row_security: false,
      has_schema: true,
      has_pipeline: true,
      pipeline_schemas: [],
      has_twins: false,
    };
    expect(draw({facts})).toContain('prod · lanes@db1:5432 · PG 18.4 · pg_cron 1.6 · primary');
    expect(draw({facts, width: 80})).toMatch(/PG 18\.4 · pg_cron 1\.6 +●/);
    expect(draw({facts, width: 58})).toMatch(/db1:5432 +●/);
  });

  it('keeps the right side where the left does not fit', () => {
    const line = draw({
      width: 60,
      connection: {...props.connection, host: 'a-very-long-host-name.of.some.cloud.example'},
    });
    expect(line).toMatch(/● live 2 s {2}09:41Z$/);
    expect(widthOf(line)).toBe(60);
  });

  it('says where metrics come from, in fewer words where there is little room', () => {
    const lag = {ms: 14_000, bytes: 4096, isPaused: false};
    const standby = {place: 'db2:5432', seenAt: now, fault: null, since: now, lag};
    expect(draw({standby, width: 120})).toContain(
      'lanes@db1:5432 · metrics from db2:5432, 14 s behind (4.0 kB)',
    );
    expect(draw({standby, width: 80})).toContain('lanes@db1:5432 · standby 14 s behind');
  });
});
