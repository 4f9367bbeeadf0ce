import {expect, it} from 'vitest';
import {StatementLog} from '../../../src/db/statement-log.ts';

const record = {at: new Date(0), name: 'q', sql: 'select 1', durationMs: 2, rowCount: 1, error: null};

it('keeps the latest in full, and counts all', () => {
  const log = new StatementLog(3);
  for (let count = 0; count < 4; count += 1) log.add(record);
  log.add({...record, rowCount: null, error: 'no'});
  expect(log.records.map(({id}) => id)).toEqual([3, 4, 5]);
  expect(log.records.at(-1)).toEqual({...record, id: 5, rowCount: null, error: 'no'});
  expect(log.totals).toEqual({statements: 5, failed: 1, durationMs: 10});
});

it('is empty at first', () => {
  expect(new StatementLog()).toMatchObject({records: [], totals: {statements: 0, failed: 0, durationMs: 0}});
});
