import {describe, expect, it} from 'vitest';
import {sourceWords} from '../../../src/app/choose-source.ts';
import {type Reading, readWithoutTwins} from '../../../src/queries/metric-source.ts';

const live: Reading = {...readWithoutTwins('auto'), source: 'live', hasTwins: true};
const scheduled: Reading = {...live, source: 'scheduled'};

describe('what is said of a source that was chosen', () => {
  it.each<[Partial<Reading>, string, string]>([
    [live, 'ok', 'The fresher source is read: now the live twins.'],
    [scheduled, 'ok', 'The fresher source is read: now the scheduled views.'],
    [{...live, choice: 'live'}, 'ok', 'The live twins are read until another source is chosen.'],
    [{...live, choice: 'live', isOvertaken: true}, 'warning', 'though the views are fresher'],
    [{...scheduled, choice: 'live', whyNotLive: 'not filled'}, 'warning', 'lanewatch backfill'],
    [readWithoutTwins('live'), 'warning', 'lanewatch migrate'],
    [readWithoutTwins('scheduled'), 'ok', 'The scheduled views are read'],
  ])('%#', (reading, tone, words) => {
    const said = sourceWords({...live, ...reading});
    expect(said).toEqual({tone, text: expect.stringContaining(words)});
    // The sign before it takes two more columns.
    expect(said.text.length).toBeLessThanOrEqual(76);
  });
});
