import {describe, expect, it} from 'vitest';
import {layoutOverview, type OverviewCounts} from '../../../src/screens/overview/overview.layout.ts';

const few: OverviewCounts = {findings: 3, jobs: 8, views: 4, runs: 100};

function linesOf(counts: OverviewCounts, width: number, height: number): number {
  const layout = layoutOverview({counts, zoomed: false}, {width, height});
  const below = layout.isSideBySide
    ? 6 + layout.jobsHeight
    : 6 + (layout.showsHour ? 6 : 0) + layout.jobsHeight + layout.viewsHeight;
  return 1 + layout.listHeight + layout.detailHeight + below + layout.runsHeight;
}

describe('layoutOverview', () => {
  it.each([
    [80, 21],
    [80, 47],
    [120, 37],
    [200, 57],
  ])('never draws more lines than there are, at %dx%d, however much there is', (width, height) => {
    for (const findings of [0, 1, 3, 40])
      for (const jobs of [0, 8, 500])
        for (const views of [0, 4, 90])
          for (const runs of [0, 2, 100])
            expect(linesOf({findings, jobs, views, runs}, width, height)).toBeLessThanOrEqual(height);
  });

  it.each([
    [120, 37],
    [200, 57],
  ])('leaves no line of a large terminal empty, at %dx%d', (width, height) => {
    expect(linesOf(few, width, height)).toBe(height);
  });

  it('gives the findings the most, but keeps the one under the cursor in full', () => {
    const layout = layoutOverview({counts: {...few, findings: 90}, zoomed: false}, {width: 120, height: 37});
    expect(layout).toMatchObject({listHeight: 24, detailHeight: 6, jobsHeight: 0, runsHeight: 0});
  });

  it('has nothing but findings where there is no room, and when they are zoomed', () => {
    const small = layoutOverview({counts: few, zoomed: false}, {width: 60, height: 12});
    expect(small).toMatchObject({showsPipeline: true, showsHour: false, detailHeight: 0, jobsHeight: 0});
    const zoomed = layoutOverview({counts: few, zoomed: true}, {width: 120, height: 37});
    expect(zoomed).toMatchObject({listHeight: 36, showsPipeline: false, detailHeight: 0, runsHeight: 0});
  });
});
