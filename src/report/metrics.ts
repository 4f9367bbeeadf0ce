import type {Report} from '../health/judge.ts';
import {valueOr} from '../health/known.ts';
import {jobsOf} from '../health/memory.ts';
import {metricsOrigin} from '../health/metrics-origin.ts';
import type {ViewLog} from '../health/snapshot/views.ts';
import type {Snapshot} from '../health/snapshot.ts';
import {exitCodes, type Verdict} from './verdict.ts';

/** One metric with a value for each object. */
export interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Everything there is to measure in the area of the verdict. */
export function describeMetrics(snapshot: Snapshot, report: Report, verdict: Verdict): readonly Metric[] {
  const has = (area: string) => verdict.area === 'all' || verdict.area === area;
  return [
    ...describeVerdict(verdict),
    ...(has('cron') ? describeCron(snapshot, report) : []),
    ...(has('views') ? describeViews(snapshot) : []),
    ...(has('listen') ? describeListening(snapshot) : []),
    ...(has('pipeline') ? describePipeline(snapshot) : []),
  ].filter(({samples}) => samples.length > 0);
}

function describeVerdict(verdict: Verdict): Metric[] {
  return [
    checkStatus(verdict.area, verdict.status),
    {
      name: 'lanewatch_finding',
      type: 'gauge',
      help: 'What is found to be wrong; 1 for each finding.',
      samples: verdict.findings.map(({id, severity, object}) => ({labels: {id, severity, object}, value: 1})),
    },
  ];
}

/** The verdict as a number. */
export function checkStatus(area: string, status: Verdict['status']): Metric {
  return {
    name: 'lanewatch_check_status',
    type: 'gauge',
    help: 'The verdict: 0 ok, 1 warning, 2 critical, 3 unknown.',
    samples: [{labels: {area}, value: exitCodes[status]}],
  };
}

function describeCron(snapshot: Snapshot, report: Report): Metric[] {
  if (!snapshot.cron.known) return [];
  const {scheduler} = snapshot.cron.value;
  const jobs = jobsOf(snapshot).map(job => ({
    job,
    // Two roles may give their jobs one name.
    labels: {job: job.name, job_id: String(job.jobId)},
    verdict: report.jobs.get(job.jobId),
  }));
  return [
    {
      name: 'lanewatch_cron_scheduler_up',
      type: 'gauge',
      help: 'Whether the process that starts the jobs is there.',
      samples: scheduler.known ? [{value: scheduler.value === null ? 0 : 1}] : [],
    },
    {
      name: 'lanewatch_cron_job_state',
      type: 'gauge',
      help: 'The state of each job; 1 for the one it is in.',
      samples: jobs.flatMap(({labels, verdict}) =>
        verdict ? [{labels: {...labels, state: verdict.state}, value: 1}] : [],
      ),
    },
    {
      name: 'lanewatch_cron_job_last_success_timestamp_seconds',
      type: 'gauge',
      help: 'Start of the last good run.',
      samples: jobs.flatMap(({job, labels}) =>
        job.lastSucceededAt ? [{labels, value: job.lastSucceededAt.getTime() / 1000}] : [],
      ),
    },
    {
      name: 'lanewatch_cron_job_last_duration_seconds',
      type: 'gauge',
      help: 'How long the last run that ended took.',
      samples: jobs.flatMap(({job, labels}) => {
        const ended = job.runs.find(({startedAt, endedAt}) => startedAt && endedAt);
        return ended?.startedAt && ended.endedAt
          ? [{labels, value: (ended.endedAt.getTime() - ended.startedAt.getTime()) / 1000}]
          : [];
      }),
    },
    {
      name: 'lanewatch_cron_job_missed_total',
      type: 'counter',
      help: 'Fires missed since the last run; a run sets it back.',
      samples: jobs.map(({labels, verdict}) => ({
        labels,
        value: verdict?.state === 'MISSED' ? (verdict.count ?? 1) : 0,
      })),
    },
  ];
}

function describeViews({views, serverNow}: Snapshot): Metric[] {
  if (!views.known) return [];
  const logged = (pick: (log: ViewLog) => number | null): Sample[] =>
    views.value.flatMap(({schema, name, log}) => {
      const value = log && pick(log);
      return value === null ? [] : [{labels: {schema, view: name}, value}];
    });
  const secondsSince = (moment: Date) => Math.max(0, serverNow.getTime() - moment.getTime()) / 1000;
  return [
    {
      name: 'lanewatch_matview_data_age_seconds',
      type: 'gauge',
      help: 'How old the data is that the view shows.',
      samples: logged(({dataFrom}) => (dataFrom ? secondsSince(dataFrom) : null)),
    },
    {
      name: 'lanewatch_matview_behind_seconds',
      type: 'gauge',
      help: 'How long the oldest event has waited that the view does not show.',
      samples: logged(({oldestUnseenEventAt}) =>
        oldestUnseenEventAt ? secondsSince(oldestUnseenEventAt) : 0,
      ),
    },
    {
      name: 'lanewatch_matview_last_refresh_duration_seconds',
      type: 'gauge',
      help: 'How long the last good refresh took.',
      samples: logged(({lastDurationMs}) => (lastDurationMs === null ? null : lastDurationMs / 1000)),
    },
    {
      name: 'lanewatch_matview_refresh_failures_total',
      type: 'counter',
      help: 'Failed refreshes among the newest thousand.',
      samples: logged(({failureCount}) => failureCount),
    },
  ];
}

function describeListening({listener}: Snapshot): Metric[] {
  if (!listener.known) return [];
  const {link, echo, reconnects} = listener.value;
  return [
    {
      name: 'lanewatch_listener_up',
      type: 'gauge',
      help: 'Whether a notification sent comes back.',
      samples: [{value: link === 'live' && (echo === null || echo.tookMs !== null) ? 1 : 0}],
    },
    {
      name: 'lanewatch_listener_reconnects_total',
      type: 'counter',
      help: 'How often the session that listens was opened anew.',
      samples: [{value: reconnects}],
    },
  ];
}

function describePipeline(snapshot: Snapshot): Metric[] {
  const {pipeline, serverNow} = snapshot;
  if (!pipeline.known) return [];
  const {notifyQueueShare} = pipeline.value;
  const installation = valueOr(pipeline.value.installation, null);
  const share: Metric = {
    name: 'lanewatch_notify_queue_usage_ratio',
    type: 'gauge',
    help: 'How full the queue of notifications is, 0 to 1.',
    samples: [{value: notifyQueueShare}],
  };
  if (!installation) return [share];
  const beats = installation.workers
    .filter(({stoppedAt}) => stoppedAt === null)
    .map(worker => worker.heartbeatAt);
  const origin = metricsOrigin(snapshot);
  const newestBeatMs = Math.max(...beats.map(beat => beat.getTime()));
  return [
    share,
    {
      name: 'lanewatch_outbox_waiting_events',
      type: 'gauge',
      help: 'Events that no refresh has covered, counted up to ten thousand.',
      samples: [{value: installation.outbox.waitingCount}],
    },
    {
      name: 'lanewatch_metrics_data_age_seconds',
      type: 'gauge',
      help: 'Age of what readers get who choose no source, by the source that they get.',
      samples: origin?.ageMs == null ? [] : [{labels: {source: origin.source}, value: origin.ageMs / 1000}],
    },
    {
      name: 'lanewatch_twins_waiting_challenges',
      type: 'gauge',
      help: 'Challenges with changes that are not in the live twins yet.',
      samples: installation.twins ? [{value: installation.twins.waitingCount}] : [],
    },
    {
      name: 'lanewatch_worker_heartbeat_age_seconds',
      type: 'gauge',
      help: 'Time since the last heartbeat of any worker.',
      samples: beats.length === 0 ? [] : [{value: Math.max(0, serverNow.getTime() - newestBeatMs) / 1000}],
    },
  ];
}
