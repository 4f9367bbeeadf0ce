import type {Area} from '../health/finding.ts';
import type {Report} from '../health/judge.ts';
import {valueOr} from '../health/known.ts';
import type {Snapshot} from '../health/snapshot.ts';

/** One figure of an area, for perfdata. The first of an area is the one that `-w` and `-c` look at. */
export interface Measure {
  readonly area: Area;
  readonly label: string;
  readonly value: number;
  /** As Nagios knows them; empty for plain numbers. */
  readonly unit: '' | 's' | '%' | 'B';
}

/** What `-w` and `-c` mean, by area. */
export const headlines: Readonly<Record<Area, string>> = {
  cron: 'jobs that are failing',
  views: 'seconds that the oldest view is behind its events',
  listen: 'seconds that a notification takes to come back',
  pipeline: 'seconds that the oldest event has waited in the outbox',
};

export function measure(snapshot: Snapshot, report: Report): readonly Measure[] {
  return [
    ...measureCron(report),
    ...measureViews(snapshot),
    ...measureListening(snapshot),
    ...measurePipeline(snapshot),
  ];
}

function measureCron({jobs}: Report): Measure[] {
  const count = (state: string) => [...jobs.values()].filter(verdict => verdict.state === state).length;
  const plain = (label: string, value: number): Measure => ({area: 'cron', label, value, unit: ''});
  return [
    plain('failing', count('FAILING')),
    plain('missed', count('MISSED')),
    plain('stuck', count('STUCK')),
    plain('running', count('RUNNING')),
    plain('paused', count('PAUSED')),
    plain('jobs', jobs.size),
  ];
}

function measureViews({views, serverNow}: Snapshot): Measure[] {
  if (!views.known) return [];
  const seconds = (from: Date | null | undefined) =>
    from ? Math.max(0, Math.round((serverNow.getTime() - from.getTime()) / 1000)) : 0;
  const logged = views.value.filter(({log}) => log !== null);
  return [
    {
      area: 'views',
      label: 'behind',
      value: Math.max(0, ...logged.map(({log}) => seconds(log?.oldestUnseenEventAt))),
      unit: 's',
    },
    ...logged
      .filter(({log}) => log?.dataFrom)
      .map(
        ({name, log}): Measure => ({
          area: 'views',
          label: `${name}_age`,
          value: seconds(log?.dataFrom),
          unit: 's',
        }),
      ),
    {area: 'views', label: 'views', value: views.value.length, unit: ''},
  ];
}

function measureListening({listener}: Snapshot): Measure[] {
  const tookMs = listener.known ? (listener.value.echo?.tookMs ?? null) : null;
  return tookMs === null
    ? []
    : [{area: 'listen', label: 'echo', value: Math.round(tookMs * 1000) / 1_000_000, unit: 's'}];
}

function measurePipeline({pipeline, serverNow}: Snapshot): Measure[] {
  if (!pipeline.known) return [];
  const {notifyQueueShare} = pipeline.value;
  const installation = valueOr(pipeline.value.installation, null);
  const share: Measure = {
    area: 'pipeline',
    label: 'notify_queue',
    value: Math.round(notifyQueueShare * 10_000) / 100,
    unit: '%',
  };
  if (!installation) return [share];
  const {oldestWaitingAt, waitingCount} = installation.outbox;
  const waitedMs = oldestWaitingAt ? serverNow.getTime() - oldestWaitingAt.getTime() : 0;
  return [
    {area: 'pipeline', label: 'outbox_wait', value: Math.max(0, Math.round(waitedMs / 1000)), unit: 's'},
    {area: 'pipeline', label: 'outbox', value: waitingCount, unit: ''},
    share,
  ];
}
