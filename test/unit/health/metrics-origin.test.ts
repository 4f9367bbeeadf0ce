import {describe, expect, it} from 'vitest';
import {known} from '../../../src/health/known.ts';
import {metricsOrigin} from '../../../src/health/metrics-origin.ts';
import type {TwinsSnapshot} from '../../../src/health/snapshot/pipeline.ts';
import {lookOf, now, pipeline, secondsAgo, view, viewLog} from './looks.ts';

const twins: TwinsSnapshot = {
  isComplete: true,
  shownUntil: secondsAgo(2),
  seenAt: now,
  viewsFrom: secondsAgo(600),
  waitingCount: 1,
  verifiedAt: null,
  differingSlices: 0,
  differingRows: 0,
  failingCount: 0,
  failing: null,
};

function origin(state: TwinsSnapshot | null) {
  const views = [
    view({log: viewLog({dataFrom: secondsAgo(60)})}),
    view({name: 'mv_agent_progress', log: viewLog({dataFrom: secondsAgo(600)})}),
    view({name: 'mv_board', isPipeline: false, log: null}),
  ];
  return metricsOrigin(lookOf({views, pipeline: pipeline({}, {twins: state})}));
}

describe('where metrics come from', () => {
  it('is the twins while they are filled and no older than the views', () => {
    expect(origin(twins)).toEqual({source: 'live', dataFrom: secondsAgo(2), ageMs: 2000});
  });

  it.each([
    ['not filled', {...twins, isComplete: false}],
    ['older than the views', {...twins, shownUntil: secondsAgo(700)}],
    ['not there', null],
  ])('is the oldest of the views where the twins are %s', (_, state) => {
    expect(origin(state)).toEqual({source: 'scheduled', dataFrom: secondsAgo(600), ageMs: 600_000});
  });

  it('is not known where there is no pipeline', () => {
    expect(metricsOrigin(lookOf({pipeline: pipeline({installation: known(null)})}))).toBeNull();
  });
});
