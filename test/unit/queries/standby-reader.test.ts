import {describe, expect, it, vi} from 'vitest';
import type {ServerFactsRow} from '../../../src/queries/server-facts.ts';
import {createStandbyReader, type StandbyReader} from '../../../src/queries/standby-reader.ts';
import type {WalPositionRow} from '../../../src/queries/wal-position.ts';
import {errorWithCode} from '../app/hand-made-database.ts';

const facts = {in_recovery: true, has_twins: true} as ServerFactsRow;
const position: WalPositionRow = {
  system_identifier: '7',
  wal_bytes: 100,
  replayed_until: new Date('2026-03-02T09:41:07Z'),
  is_paused: false,
  server_now: new Date('2026-03-02T09:41:08Z'),
};

function openReader(primary: Partial<WalPositionRow> = {}, standby: Partial<WalPositionRow> = {}) {
  const onChange = vi.fn();
  const renew = vi.fn();
  let isCut = false;
  const never = new Promise<never>(() => {});
  const reader = createStandbyReader({
    place: 'db2:5432',
    send: async () => [],
    maxBehindMs: 60_000,
    onChange,
    renew,
    questions: {
      facts: async () => (isCut ? never : facts),
      position: async () => ({...position, ...standby}),
      primaryPosition: async () => ({...position, ...primary}),
    },
  });
  return {
    reader,
    onChange,
    renew,
    cut(is: boolean) {
      isCut = is;
    },
  };
}

function read(reader: StandbyReader, error?: Error, signal?: AbortSignal): Promise<string> {
  return reader.read(
    async () => {
      if (error) throw error;
      return 'standby';
    },
    async () => 'primary',
    signal,
  );
}

describe('reads from a standby', () => {
  it('go there, and what it refuses goes to the primary', async () => {
    const {reader} = openReader();
    expect(await read(reader)).toBe('standby');
    for (const code of ['40001', '42P01', '42501']) {
      expect(await read(reader, errorWithCode(code, 'conflict with recovery'))).toBe('primary');
      expect(reader.state().fault).toBe(null);
    }
    expect(await read(reader)).toBe('standby');
  });

  it('fail where the question itself does, or is no longer wanted', async () => {
    const {reader} = openReader();
    await expect(read(reader, errorWithCode('22P02', 'no uuid'))).rejects.toThrow('no uuid');
    const lost = errorWithCode('ECONNRESET', 'gone');
    await expect(read(reader, lost, AbortSignal.abort())).rejects.toThrow('gone');
    expect(reader.state().fault).toBe(null);
  });

  it('go to the primary once the link is lost, and whoever keeps what was read is told', async () => {
    const {reader, onChange} = openReader();
    await read(reader);
    onChange.mockClear();
    expect(await read(reader, errorWithCode('ECONNREFUSED', 'nothing there'))).toBe('primary');
    expect(reader.state().fault).toMatchObject({kind: 'gone', what: 'Nothing listens there'});
    expect(onChange).toHaveBeenCalledOnce();
    expect(await read(reader)).toBe('primary');
  });

  it('are as old as what the primary committed last and the standby replayed', async () => {
    const {reader} = openReader({wal_bytes: 164, server_now: new Date('2026-03-02T09:41:12Z')});
    expect(await reader.look()).toMatchObject({fault: null, lag: {ms: 5000, bytes: 64, isPaused: false}});
    const {reader: late} = openReader({wal_bytes: 164, server_now: new Date('2026-03-02T09:51:07Z')});
    expect(await late.look()).toMatchObject({fault: {kind: 'stale'}, lag: {ms: 600_000}});
    expect(await read(late)).toBe('primary');
  });

  it('are given up where the link is cut and nothing is told, and come back', async () => {
    const {reader, renew, cut} = openReader();
    await read(reader);
    vi.useFakeTimers();
    try {
      cut(true);
      const hung = Promise.withResolvers<string>();
      renew.mockImplementation(() => hung.reject(errorWithCode('CONNECTION_DESTROYED', 'cut off')));
      const answer = reader.read(
        () => hung.promise,
        async () => 'primary',
      );
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await answer).toBe('primary');
      expect(renew).toHaveBeenCalledOnce();
      expect(reader.state().fault).toMatchObject({kind: 'gone'});
      cut(false);
      await vi.advanceTimersByTimeAsync(5_001);
      expect(await read(reader)).toBe('primary');
      await vi.advanceTimersByTimeAsync(200);
      expect(await read(reader)).toBe('standby');
    } finally {
      vi.useRealTimers();
    }
  });

  it('never go to another cluster', async () => {
    const {reader} = openReader({}, {system_identifier: '8'});
    expect(await read(reader)).toBe('primary');
    expect(reader.state().fault).toEqual({kind: 'other-cluster'});
  });
});
