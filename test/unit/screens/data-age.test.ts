import {describe, expect, it} from 'vitest';
import {type Reading, withoutTwins} from '../../../src/queries/metric-source.ts';
import {dataAge} from '../../../src/screens/data-age.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

const ages = {
  status: 'ready' as const,
  at: now,
  rows: [
    {
      view_name: 'mv_agent_progress',
      populated: true,
      data_from: ago(180_000),
      duration_ms: 5,
      row_count: 1,
      refreshing_since: null,
      server_now: now,
    },
  ],
};

function words(over: Partial<Reading>): string {
  const reading: Reading = {
    ...withoutTwins,
    source: 'live',
    hasTwins: true,
    dataFrom: now,
    serverNow: now,
    ...over,
  };
  const live = ages as unknown as Parameters<typeof dataAge>[0];
  return dataAge(live, ['mv_agent_progress'], {reading, now})
    .map(({text}) => text)
    .join('');
}

describe('the age of what is shown', () => {
  it.each([
    ['live data', {}],
    ['live data', {dataFrom: ago(900)}],
    ['live data, 20 s behind', {dataFrom: ago(27_000)}],
    ['live data (chosen)', {choice: 'live' as const}],
    [
      'live data (chosen), 7 m behind; the views are fresher',
      {choice: 'live' as const, dataFrom: ago(420_000), isOvertaken: true},
    ],
    ['scheduled (chosen): data 3 m old', {source: 'scheduled' as const, choice: 'scheduled' as const}],
    [
      'scheduled: data 3 m old; twins not filled',
      {
        source: 'scheduled' as const,
        choice: 'live' as const,
        whyNotLive: 'the live twins are not filled yet',
      },
    ],
    ['scheduled: data 3 m old', {source: 'scheduled' as const}],
    ['data 3 m old', {source: 'scheduled' as const, hasTwins: false}],
  ])('reads %s', (text, reading) => {
    expect(words(reading)).toBe(text);
  });
});
