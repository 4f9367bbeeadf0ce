import {Box} from 'ink';
import type {List} from '../../app/lists/use-list.ts';
import type {Live} from '../../app/live/live-store.ts';
import type {ListCronRunsRow} from '../../queries/list-cron-runs.ts';
import {formatRoughAge} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {howManyWell} from '../how-many-well.ts';
import type {JudgedJob} from './cron.state.ts';
import {Banner, bannerFinding} from './cron-banner.view.tsx';
import {JobDetail} from './job-detail.view.tsx';
import {type CronReport, schedulerUpMs} from './use-cron-report.ts';

export interface CronViewProps {
  readonly list: List<JudgedJob>;
  readonly columns: readonly Column<JudgedJob>[];
  readonly jobCount: number;
  readonly faultCount: number;
  readonly found: CronReport;
  /** Jobs of other databases that are not shown. */
  readonly elsewhereCount: number;
  readonly allDatabases: boolean;
  readonly runs: Live<ListCronRunsRow>;
  /** The detail has the whole screen. */
  readonly zoomed: boolean;
  readonly stale: string | null;
  readonly width: number;
  readonly height: number;
}

export const jobKey = ({job}: JudgedJob) => String(job.jobId);

/** The lines of the table: as many as there are jobs, but never more than leaves room for the detail. */
export function tableHeight(jobCount: number, height: number): number {
  const wanted = jobCount + 2;
  return Math.max(4, Math.min(wanted, Math.floor((height - 1) / 2)));
}

export function CronView(props: CronViewProps) {
  const {list, columns, found, jobCount, zoomed, runs, width, height} = props;
  const {serverNow} = found.snapshot;
  const {firstLookAt} = found.report.memory;
  if (zoomed && list.selected)
    return (
      <JobDetail
        judged={list.selected}
        serverNow={serverNow}
        firstLookAt={firstLookAt}
        runs={runs}
        width={width}
        height={height}
      />
    );
  const listHeight = tableHeight(jobCount, height);
  const banner = bannerFinding(found.report);
  const around = banner === undefined ? 1 : 2;
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(summary(props), width)} />
      {banner && <Banner finding={banner} width={width} />}
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={jobKey}
        width={width}
        height={listHeight}
        {...list.table}
        empty={<NoJobs list={list} jobCount={jobCount} width={width} />}
        rowTone={({verdict}) => (verdict.severity === 'critical' ? 'critical' : undefined)}
      />
      {list.selected && (
        <JobDetail
          judged={list.selected}
          serverNow={serverNow}
          firstLookAt={firstLookAt}
          runs={runs}
          width={width}
          height={height - around - listHeight}
        />
      )}
    </Box>
  );
}

function summary({
  list,
  found,
  jobCount,
  faultCount,
  elsewhereCount,
  allDatabases,
  stale,
}: CronViewProps): Segment[] {
  const {sort, filter, faultsOnly} = list.state;
  return [
    {text: ' Cron jobs', tone: 'title'},
    ...howManyWell(jobCount, faultCount),
    ...(faultsOnly ? [{text: '   faults only', tone: 'accent'} as const] : []),
    ...(allDatabases ? [{text: '   all databases', tone: 'accent'} as const] : []),
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
    {text: `   sort ${sort?.column ?? 'severity'}`, tone: 'muted'},
    ...schedulerWords(found),
    ...(elsewhereCount > 0
      ? [{text: ` · b ${elsewhereCount} of other databases`, tone: 'muted'} as const]
      : []),
  ];
}

/** Where the jobs are kept if not here, how long their scheduler has been up, and the zone it goes by. */
function schedulerWords({cron, snapshot}: CronReport): Segment[] {
  const upMs = schedulerUpMs(cron, snapshot.serverNow);
  const zone = cron.settings.known ? (cron.settings.value.zone ?? 'GMT') : 'GMT?';
  return [
    ...(upMs === null ? [] : [{text: ` · scheduler up ${formatRoughAge(upMs)}`, tone: 'muted'} as const]),
    ...(cron.home === 'elsewhere' ? [{text: ` · in ${cron.database}`, tone: 'muted'} as const] : []),
    {text: ` · zone ${zone}`, tone: 'muted'},
  ];
}

function NoJobs({list, jobCount, width}: {list: List<JudgedJob>; jobCount: number; width: number}) {
  if (jobCount === 0)
    return (
      <Empty what="   No jobs." hint="lanewatch migrate schedules those of the pipeline." width={width} />
    );
  if (list.state.faultsOnly)
    return <Empty what="   No job is unwell." hint="f shows all jobs." width={width} />;
  return <Empty what="   No job matches the filter." hint="/ changes it." width={width} />;
}
