import {Box} from 'ink';
import type {Live} from '../../app/live/live-store.ts';
import {describeSchedule} from '../../cron/describe.ts';
import {parseSchedule} from '../../cron/schedule.ts';
import type {Finding} from '../../health/finding.ts';
import type {JobState} from '../../health/job-verdict.ts';
import {knownBeginning} from '../../health/known-beginning.ts';
import type {JobSnapshot} from '../../health/snapshot/cron.ts';
import type {ListCronRunsRow} from '../../queries/list-cron-runs.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatDuration, formatMoment} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Empty, Failed, Loading} from '../../ui/states.tsx';
import {statusSegment} from '../../ui/status.ts';
import {type Column, Table} from '../../ui/table.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {type JudgedJob, outcomeOf, refreshedView} from './cron.state.ts';
import {runTones} from './run-tones.ts';

export interface JobDetailProps {
  readonly judged: JudgedJob;
  /** The server's clock when it was asked. */
  readonly serverNow: Date;
  /** What was wrong then already began before. */
  readonly firstLookAt: Date | null;
  readonly runs: Live<ListCronRunsRow>;
  readonly width: number;
  readonly height: number;
}

/** With less room than this, why comes before everything else. */
const roomyHeight = 9;

/** One job: what it runs, why it is in its state, and its last runs. */
export function JobDetail({judged, serverNow, firstLookAt, runs, width, height}: JobDetailProps) {
  const theme = useTheme();
  const {job, verdict} = judged;
  const details = explainState(judged, {now: serverNow, firstLookAt});
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const detailRows = Math.min(details.length + 1, Math.max(2, height - PANEL_FRAME_HEIGHT - 3));
  const title = `${job.name} · ${wordsOf(job.schedule, verdict.scheduleProblem)} · as ${job.username} in ${job.database}`;
  return (
    <Panel
      title={title}
      width={width}
      height={height}
      tone={verdict.severity === 'critical' ? 'critical' : 'muted'}
    >
      <Details
        items={height < roomyHeight ? whyFirst(details) : [{label: 'runs', value: job.command}, ...details]}
        width={innerWidth}
        height={detailRows}
      />
      <Box flexDirection="column" height={height - PANEL_FRAME_HEIGHT - detailRows}>
        <Runs
          runs={runs}
          theme={theme}
          now={serverNow}
          width={innerWidth}
          height={height - PANEL_FRAME_HEIGHT - detailRows}
        />
      </Box>
    </Panel>
  );
}

function whyFirst(details: readonly Detail[]): readonly Detail[] {
  return [...details].sort((one, other) => Number(other.label === 'why') - Number(one.label === 'why'));
}

interface RunsProps {
  readonly runs: Live<ListCronRunsRow>;
  readonly theme: Theme;
  /** The server's clock when it was asked. */
  readonly now: Date;
  readonly width: number;
  readonly height: number;
}

function Runs({runs, theme, now, width, height}: RunsProps) {
  if (runs.status === 'loading') return <Loading what="the runs" width={width} />;
  if (runs.status === 'failed') {
    const {what, why, remedy} = runs.problem;
    return <Failed what={`Cannot read the runs: ${what}`} why={why} action={remedy} width={width} />;
  }
  return (
    <Table
      columns={runColumns(theme, now)}
      rows={runs.rows}
      rowKey={runKey}
      width={width}
      height={height}
      empty={<Empty what="   No run of it is in the history." width={width} />}
    />
  );
}

const runKey = ({run_id}: ListCronRunsRow) => String(run_id);

function runColumns(theme: Theme, now: Date): readonly Column<ListCronRunsRow>[] {
  return [
    {id: 'run', title: 'RUN', priority: 2, min: 5, max: 10, cell: ({run_id}) => String(run_id)},
    {
      id: 'status',
      title: 'STATUS',
      priority: 0,
      min: 11,
      max: 12,
      cell: ({status}) => [statusSegment(theme, runTones[outcomeOf(status)], status)],
    },
    {
      id: 'started',
      title: 'STARTED',
      priority: 0,
      min: 9,
      max: 17,
      cell: ({started_at}) => formatMoment(started_at, now),
    },
    {
      id: 'took',
      title: 'TOOK',
      align: 'right',
      priority: 1,
      min: 7,
      max: 9,
      cell: ({duration_ms}) => formatDuration(duration_ms),
    },
    {
      id: 'message',
      title: 'MESSAGE',
      priority: 0,
      min: 20,
      grow: true,
      cell: ({return_message}) => return_message ?? '',
    },
  ];
}

interface Looks {
  readonly now: Date;
  readonly firstLookAt: Date | null;
}

/** What is wrong, since when, and what helps; the worst first, each finding in its own words. */
function explainState({job, verdict}: JudgedJob, looks: Looks): Detail[] {
  const [worst, ...others] = verdict.findings;
  if (worst === undefined) return explainSilence(verdict.state, job.isActive);
  const tone = worst.severity === 'critical' ? 'critical' : 'warning';
  return [
    ...sinceDetail({job, verdict}, looks),
    {label: 'why', value: whyOf(worst, job), wrap: true, tone},
    {label: 'try', value: worst.remedy, wrap: true, tone: 'accent'},
    ...others.map(({message}) => ({label: 'also', value: message, tone: 'warning'}) as const),
  ];
}

function sinceDetail({job, verdict}: JudgedJob, {now, firstLookAt}: Looks): Detail[] {
  const [worst] = verdict.findings;
  const since = worst ? knownBeginning(worst, firstLookAt) : null;
  if (since === null) return [];
  const moment = formatMoment(since, now);
  if (verdict.state !== 'FAILING') return [{label: 'since', value: moment}];
  const streak = verdict.count === null ? '' : `, ${verdict.count} in a row`;
  const good = job.lastSucceededAt === null ? 'not in the history' : formatMoment(job.lastSucceededAt, now);
  return [{label: 'since', value: `${moment}${streak}; last good ${good}`, tone: 'critical'}];
}

/** A failed run says best itself why; a paused view grows old. */
function whyOf({id, message}: Finding, job: JobSnapshot): string {
  if (id === 'cron.job-failing') return job.message ?? 'no message was recorded';
  const view = refreshedView(job.command);
  return id === 'cron.job-inactive' && view !== undefined ? `${message}, and ${view} grows old` : message;
}

function explainSilence(state: JobState, isActive: boolean): Detail[] {
  if (state === 'NEVER-RAN' && isActive)
    return [
      {
        label: 'why',
        value: 'No run of it is in the history, and none was due while we look.',
        tone: 'unknown',
      },
    ];
  if (state === 'UNKNOWN')
    return [
      {label: 'why', value: 'Its runs are not to be seen, so nothing is known of them.', tone: 'unknown'},
    ];
  return [];
}

function wordsOf(schedule: string, problem: string | null): string {
  return problem === null ? describeSchedule(parseSchedule(schedule)) : schedule;
}
