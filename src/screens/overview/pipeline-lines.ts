import type {Finding} from '../../health/finding.ts';
import {compareSeverity, type Severity} from '../../health/job-verdict.ts';
import type {Report} from '../../health/judge.ts';
import type {WorkerSnapshot} from '../../health/snapshot/pipeline.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import type {Detail} from '../../ui/details.tsx';
import {formatCount, formatDuration, formatRoughAge} from '../../ui/format.ts';
import {statusSegment} from '../../ui/status.ts';
import type {Theme} from '../../ui/theme.ts';

type Judged = Pick<Report, 'findings' | 'jobs'>;

/** What keeps the views fresh, one line each, each with the worst that was found of it. */
export function pipelineLines(snapshot: Snapshot, report: Judged, theme: Theme): Detail[] {
  const line = (label: string, severity: Severity, words: string): Detail => ({
    label,
    value: [statusSegment(theme, severity), {text: ` ${words}`}],
  });
  return [
    line('cron', ...cronWords(snapshot, report)),
    line('worker', ...workerWords(snapshot, report)),
    line('listener', ...listenerWords(snapshot, report)),
    line('views', ...viewsWords(snapshot, report)),
  ];
}

/** What tells of the worker; scores and indexes are not its fault. */
const workerRules: ReadonlySet<string> = new Set(['pipeline.worker-gone', 'pipeline.outbox-growing']);

/** A worker says every 5 s that it lives: within twice that, seconds tell nothing and cost bytes. */
const heartbeatMs = 10_000;

type Words = [severity: Severity, words: string];

function cronWords({cron, serverNow}: Snapshot, report: Judged): Words {
  if (!cron.known) return ['unknown', cron.why];
  const {home, jobs, scheduler} = cron.value;
  if (home === 'none') return ['unknown', 'no scheduler in this database'];
  const startedAt = scheduler.known ? scheduler.value?.startedAt : null;
  const isGone = scheduler.known && scheduler.value === null;
  const upMs = startedAt ? serverNow.getTime() - startedAt.getTime() : null;
  const up = isGone ? 'no scheduler runs' : upMs === null ? null : `scheduler up ${formatRoughAge(upMs)}`;
  const verdicts = [...report.jobs.values()];
  const goodCount = verdicts.filter(({severity}) => severity === 'ok').length;
  const jobWords = jobs.known
    ? verdicts.length === 0
      ? 'no jobs'
      : `${formatCount(goodCount)} of ${formatCount(verdicts.length)} jobs ok`
    : jobs.why;
  const severity = worstOf(report, ({area}) => area === 'cron') ?? (jobs.known ? 'ok' : 'unknown');
  return [severity, [up, jobWords].filter(words => words !== null).join(' · ')];
}

function workerWords({pipeline, serverNow}: Snapshot, report: Judged): Words {
  if (!pipeline.known) return ['unknown', pipeline.why];
  const {installation} = pipeline.value;
  if (!installation.known) return ['unknown', installation.why];
  if (installation.value === null) return ['unknown', 'not installed: lanewatch migrate'];
  const {workers, outbox} = installation.value;
  const severity = worstOf(report, ({id}) => workerRules.has(id)) ?? 'ok';
  const more = outbox.waitingCount >= outbox.countedAtMost ? '+' : '';
  const queue = `queue ${formatCount(outbox.waitingCount)}${more}`;
  const worker = leaderOf(workers);
  if (worker === undefined) return [severity, `none runs · ${queue}`];
  const silentMs = serverNow.getTime() - worker.heartbeatAt.getTime();
  const heard = silentMs < heartbeatMs ? 'alive just now' : `heard ${formatRoughAge(silentMs)} ago`;
  return [severity, [heard, ...(worker.isLeader ? ['leader'] : []), queue].join(' · ')];
}

/** Of those that have not said goodbye the one that leads, else the one heard last. */
function leaderOf(workers: readonly WorkerSnapshot[]): WorkerSnapshot | undefined {
  const running = workers.filter(({stoppedAt}) => stoppedAt === null);
  return running.find(({isLeader}) => isLeader) ?? running[0];
}

function listenerWords({listener, clientNow}: Snapshot, report: Judged): Words {
  if (!listener.known) return ['unknown', listener.why];
  const {channels, link, roundTripMs, gaps, problem, since} = listener.value;
  const severity = worstOf(report, ({area}) => area === 'listen');
  if (link !== 'live') {
    const forMs = Math.max(0, clientNow.getTime() - since.getTime());
    return [
      severity ?? 'unknown',
      `${link} for ${formatRoughAge(forMs)}${problem === null ? '' : `: ${problem}`}`,
    ];
  }
  const trip = roundTripMs === null ? [] : [`rtt ${formatDuration(roundTripMs)}`];
  const heard = `${channels.length} ${channels.length === 1 ? 'channel' : 'channels'}`;
  return [severity ?? 'ok', [heard, ...trip, `gaps ${gaps}`].join(' · ')];
}

function viewsWords({views, serverNow}: Snapshot, report: Judged): Words {
  if (!views.known) return ['unknown', views.why];
  const total = views.value.length;
  if (total === 0) return ['unknown', 'there is no materialized view'];
  const unwell = new Set(
    report.findings
      .filter(({area, jobId}) => area === 'views' && jobId === undefined)
      .map(({object}) => object),
  );
  const starts = views.value.flatMap(({log}) => log?.dataFrom?.getTime() ?? []);
  const oldest =
    starts.length === 0 ? '' : ` · oldest data ${formatRoughAge(serverNow.getTime() - Math.min(...starts))}`;
  // What cannot be seen is not well.
  const unseen = views.value.filter(({isPipeline, log}) => isPipeline && log === null).length;
  if (unwell.size === 0 && unseen > 0)
    return ['unknown', `how old ${unseen} of ${total} are is not to be seen`];
  const words = unwell.size === 0 ? `all ${total} well` : `${unwell.size} of ${total} not well`;
  return [worstOf(report, ({area}) => area === 'views') ?? 'ok', words + oldest];
}

function worstOf({findings}: Judged, counts: (finding: Finding) => boolean): Severity | undefined {
  return findings
    .filter(counts)
    .map(({severity}) => severity)
    .sort(compareSeverity)[0];
}
