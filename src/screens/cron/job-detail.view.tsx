import {Box} from 'ink';
import type {Live} from '../../app/live-store.ts';
import {describeSchedule} from '../../cron/describe.ts';
import {parseSchedule} from '../../cron/schedule.ts';
import type {ListCronRunsRow} from '../../queries/list-cron-runs.ts';
import {type Detail, Details} from '../../ui/details.tsx';
import {formatDuration, formatMoment} from '../../ui/format.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Failed, Loading} from '../../ui/states.tsx';
import {statusSegment} from '../../ui/status.ts';
import {type Column, Table} from '../../ui/table.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {type JudgedJob, outcomeOf, refreshedView} from './cron.state.ts';

export interface JobDetailProps {
  readonly judged: JudgedJob;
  readonly runs: Live<ListCronRunsRow>;
  readonly width: number;
  readonly height: number;
}

/** One job: what it runs, why it is in its state, and its last runs. */
export function JobDetail({judged, runs, width, height}: JobDetailProps) {
  const theme = useTheme();
  const {job, verdict} = judged;
  const details = explainState(judged);
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const detailRows = Math.min(details.length + 1, Math.max(2, height - PANEL_FRAME_HEIGHT - 3));
  const title = `${job.job_name} · ${wordsOf(job.schedule, verdict.scheduleProblem)} · as ${job.username} in ${job.database}`;
  return (
    <Panel
      title={title}
      width={width}
      height={height}
      tone={verdict.severity === 'critical' ? 'critical' : 'muted'}
    >
      <Details
        items={[{label: 'runs', value: job.command}, ...details]}
        width={innerWidth}
        height={detailRows}
      />
      <Box flexDirection="column" height={height - PANEL_FRAME_HEIGHT - detailRows}>
        <Runs
          runs={runs}
          theme={theme}
          now={job.server_now}
          width={innerWidth}
          height={height - PANEL_FRAME_HEIGHT - detailRows}
        />
      </Box>
    </Panel>
  );
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
    <Table columns={runColumns(theme, now)} rows={runs.rows} rowKey={runKey} width={width} height={height} />
  );
}

const runKey = ({run_id}: ListCronRunsRow) => String(run_id);

const statusTones = {
  ok: 'ok',
  failed: 'critical',
  running: 'running',
  missed: 'warning',
  unknown: 'unknown',
} as const;

function runColumns(theme: Theme, now: Date): readonly Column<ListCronRunsRow>[] {
  return [
    {id: 'run', title: 'RUN', priority: 2, min: 5, max: 10, cell: ({run_id}) => String(run_id)},
    {
      id: 'status',
      title: 'STATUS',
      priority: 0,
      min: 11,
      max: 12,
      cell: ({status}) => [statusSegment(theme, statusTones[outcomeOf(status)], status)],
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

function explainState({job, verdict}: JudgedJob): Detail[] {
  switch (verdict.state) {
    case 'FAILING':
      return [
        {
          label: 'since',
          value: `${formatMoment(job.failing_since, job.server_now)}, ${verdict.count} in a row; last good ${lastGood(job)}`,
          tone: 'critical',
        },
        {label: 'why', value: job.return_message ?? 'no message was recorded', wrap: true, tone: 'critical'},
      ];
    case 'MISSED':
      return [
        {label: 'why', value: 'It was due and no run was recorded: look at the scheduler.', tone: 'critical'},
      ];
    case 'LATE':
      return [{label: 'why', value: 'It is due and has not begun yet.', tone: 'warning'}];
    case 'PAUSED':
      return [{label: 'why', value: `The job is not active: ${whatPauses(job)}.`, tone: 'paused'}];
    case 'NEVER-FIRES':
      return [
        {
          label: 'why',
          value: verdict.scheduleProblem ?? 'The schedule has no fire in the next five years.',
          tone: 'warning',
        },
      ];
    case 'NEVER-RAN':
      return [{label: 'why', value: 'No run of it is in the history.', tone: 'unknown'}];
    default:
      return [];
  }
}

function lastGood({last_succeeded_at: at, server_now: now}: JudgedJob['job']): string {
  return at === null ? 'not in the history' : formatMoment(at, now);
}

function whatPauses({command}: JudgedJob['job']): string {
  const view = refreshedView(command);
  return view === undefined ? 'it does not fire' : `${view} grows old`;
}

function wordsOf(schedule: string, problem: string | null): string {
  return problem === null ? describeSchedule(parseSchedule(schedule)) : schedule;
}
