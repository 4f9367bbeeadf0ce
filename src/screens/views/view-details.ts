import {describeSchedule} from '../../cron/describe.ts';
import {parseSchedule} from '../../cron/schedule.ts';
import type {ViewBlocker} from '../../health/snapshot/views.ts';
import type {ViewRelation} from '../../queries/view-relations.ts';
import {bar} from '../../ui/bar.ts';
import type {Detail} from '../../ui/details.tsx';
import {
  ago,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
  until,
} from '../../ui/format.ts';
import {clean} from '../../ui/text.ts';
import type {Theme} from '../../ui/theme.ts';
import {whyNotRefreshed} from './may-refresh.ts';
import {twinDetails} from './twin-details.ts';
import type {ListedJob} from './view-jobs.ts';
import {bloatShare, formatDataAge, runningRun} from './views.columns.ts';
import {lastGoodRun, type ShownView} from './views.state.ts';

const barWidth = 20;

/** One view in words: what is wrong, how old its data is, what goes on, what it hangs on. */
export function describeView(shown: ShownView, now: Date, theme: Theme): Detail[] {
  return [
    ...findingDetails(shown),
    ...progressDetails(shown, now, theme),
    {label: 'data', value: dataWords(shown, now)},
    ...shown.jobs.map((listed, index) => ({
      label: index === 0 ? 'job' : ' '.repeat(index),
      value: jobWords(listed, now),
    })),
    ...(shown.twin ? twinDetails(shown.twin, now) : []),
    ...relationDetails(shown),
    {label: 'on disk', value: diskWords(shown, now)},
    ...hindranceDetail(shown),
  ];
}

function findingDetails({verdict}: ShownView): Detail[] {
  const [worst, ...others] = verdict.findings;
  if (!worst) return [];
  const tone = worst.severity === 'critical' ? 'critical' : 'warning';
  return [
    {label: 'why', value: worst.message, wrap: true, tone},
    {label: 'try', value: worst.remedy, wrap: true, tone: 'accent'},
    ...others.map(
      ({message}, index): Detail => ({
        label: `also${' '.repeat(index)}`,
        value: message,
        wrap: true,
        tone: 'warning',
      }),
    ),
  ];
}

/** A refresh under way: how far by its usual length, and whom it waits for. */
function progressDetails(shown: ShownView, now: Date, theme: Theme): Detail[] {
  const {view, usualMs} = shown;
  const {refreshing} = view;
  if (!refreshing) return [];
  const start = refreshing.since ?? runningRun(shown)?.startedAt ?? null;
  const elapsedMs = start === null ? null : Math.max(0, now.getTime() - start.getTime());
  const session = `session ${refreshing.pid}`;
  const elapsed = elapsedMs === null ? '' : `, ${formatDuration(elapsedMs)} so far`;
  const usual = usualMs === null ? '' : `, ${formatDuration(usualMs)} is usual`;
  const share = elapsedMs === null || usualMs === null ? null : Math.min(1, elapsedMs / Math.max(1, usualMs));
  const {waiting} = refreshing;
  const waitedMs = waiting?.since ? now.getTime() - waiting.since.getTime() : null;
  return [
    {
      label: 'now',
      value: [
        {text: `${session}${elapsed}${usual}`, tone: 'running'},
        ...(share === null
          ? []
          : [{text: ` ${bar(share, barWidth, theme.glyphs)}`, tone: 'running'} as const]),
        ...(refreshing.blocksReaders
          ? [{text: '; it blocks all who read the view', tone: 'critical'} as const]
          : []),
      ],
    },
    ...(waiting
      ? [
          {
            label: 'waits',
            value: `${waitedMs === null ? '' : `${formatDuration(Math.max(0, waitedMs))} `}for ${
              waiting.blockedBy.map(blockerWords).join('; ') || 'a lock'
            }`,
            wrap: true,
            tone: 'warning',
          } as const,
        ]
      : []),
  ];
}

function blockerWords({pid, user, application, state}: ViewBlocker): string {
  const details = clean([user, application, state].filter(text => text !== '').join(', '));
  return `session ${pid}${details === '' ? '' : ` (${details})`}`;
}

function dataWords(shown: ShownView, now: Date): string {
  const {view, dataFrom, jobs} = shown;
  if (!view.isPopulated) return 'none: the view was never filled';
  if (dataFrom === null) {
    if (view.isPipeline && view.log === null) return 'of unknown age: the log of refreshes is not to be seen';
    if (view.isPipeline) return 'of unknown age: no refresh of it is in the log';
    return jobs.length === 0
      ? 'of unknown age: Postgres keeps no time of a refresh, and no job refreshes it'
      : 'of unknown age: no good run of its job is in the history';
  }
  const run = lastGoodRun(shown);
  const age = formatDataAge(Math.max(0, now.getTime() - dataFrom.getTime()));
  const source = view.isPipeline ? '' : ', as the last good run of its job tells';
  const cause = view.isPipeline && run ? (causes[run.cause] ?? '') : '';
  return `${age} old, as of ${formatMoment(dataFrom, now)}${cause}${source}`;
}

const causes: Readonly<Record<string, string>> = {
  cron: ', refreshed by its job',
  event: ', refreshed after an event',
  manual: ', refreshed by hand',
  resync: ', refreshed to catch up',
  initial: ', filled for the first time',
};

function jobWords({job, nextFireAt}: ListedJob, now: Date): string {
  const next = !job.isActive
    ? 'paused'
    : nextFireAt
      ? until(Math.max(0, nextFireAt.getTime() - now.getTime()))
      : 'never fires';
  const failing = job.failureStreak > 0 ? `, failed ${job.failureStreak} in a row` : '';
  return `${job.name}, ${scheduleWords(job.schedule)}, ${next}${failing}`;
}

function scheduleWords(schedule: string): string {
  try {
    const words = describeSchedule(parseSchedule(schedule));
    return words.charAt(0).toLowerCase() + words.slice(1);
  } catch {
    return schedule;
  }
}

function relationDetails({relations}: ShownView): Detail[] {
  if (!relations) return [];
  const {reads, read_by: readers, owner} = relations;
  return [
    {label: 'reads', value: reads.map(relationWords).join(', ') || 'no relation', wrap: true},
    ...(readers.length === 0
      ? []
      : [{label: 'read by', value: readers.map(relationWords).join(', '), wrap: true}]),
    {label: 'owner', value: owner},
  ];
}

function relationWords({schema, name, kind}: ViewRelation): string {
  // Many names share wrapped lines: a line break in one of them must not begin another.
  const shown = clean(schema === 'public' ? name : `${schema}.${name}`);
  return kind === 'v' ? `${shown} (view)` : shown;
}

function diskWords(shown: ShownView, now: Date): string {
  const {sizeBytes, liveRows, deadRows, lastVacuumAt} = shown.view;
  const share = bloatShare(shown);
  const rows =
    share === null
      ? 'no statistics of its rows'
      : `${formatCount(deadRows)} of ${formatCount(liveRows + deadRows)} rows dead (${formatPercent(share)})`;
  const vacuum = lastVacuumAt ? `vacuumed ${ago(now.getTime() - lastVacuumAt.getTime())}` : 'never vacuumed';
  const size = sizeBytes === 0 ? 'size not measured yet' : formatBytes(sizeBytes);
  return `${size}, ${rows}, ${vacuum}`;
}

/** Said where the finding does not say it already. */
function hindranceDetail(shown: ShownView): Detail[] {
  const why = whyNotRefreshed(shown);
  const isSaid = shown.verdict.findings.some(({id}) => id === 'views.no-unique-index');
  if (why === undefined || isSaid || shown.view.refreshing) return [];
  return [{label: 'r', value: `does nothing here: ${why}`, wrap: true, tone: 'muted'}];
}
