import {afterEach, describe, expect, it, vi} from 'vitest';
import type {ScreenDefinition} from '../../../../src/app/screen.ts';
import type {StandbySnapshot} from '../../../../src/health/snapshot/standby.ts';
import {Line} from '../../../../src/ui/line.tsx';
import {type RenderedMonitor, renderMonitor} from '../../../support/render-monitor.tsx';

const screen: ScreenDefinition = {
  id: 'lanes',
  number: 5,
  title: 'Lanes',
  component: () => <Line segments={[{text: 'lanes'}]} />,
};
const standby: StandbySnapshot = {
  place: 'db2:5432',
  seenAt: new Date(),
  fault: null,
  since: new Date(),
  lag: null,
};

describe('a standby in the monitor', () => {
  let monitor: RenderedMonitor | undefined;
  afterEach(() => monitor?.unmount());

  it('is named, and nothing is said while it is read', async () => {
    monitor = renderMonitor(screen, {answers: {}, columns: 120, standby});
    await vi.waitFor(() => expect(monitor?.lastFrame()).toContain('metrics from db2:5432'));
    expect(monitor.lastFrame()).not.toContain('read from');
  });

  it('is told to be gone in a message, too', async () => {
    const fault = {kind: 'gone', what: 'Nothing listens there', why: 'refused', remedy: 'Start it.'} as const;
    monitor = renderMonitor(screen, {answers: {}, columns: 120, standby: {...standby, fault}});
    await vi.waitFor(() =>
      expect(monitor?.lastFrame()).toContain(
        'The standby db2:5432 cannot be reached: metrics are read from the primary.',
      ),
    );
    expect(monitor.lastFrame()).toContain('metrics from here, db2:5432 is gone');
  });
});
