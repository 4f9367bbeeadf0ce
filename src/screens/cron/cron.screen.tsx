import {useMemo, useState} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleWords} from '../../app/live/stale.ts';
import {useLive} from '../../app/live/use-live.ts';
import {useRemembered} from '../../app/memory.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import {useRefreshViews} from '../../app/refresh-view.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {listCronJobs} from '../../queries/list-cron-jobs.ts';
import {listCronRuns} from '../../queries/list-cron-runs.ts';
import {Loading} from '../../ui/states.tsx';
import {useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {jobColumns, timeWords} from './cron.columns.ts';
import {cronKeys} from './cron.keys.ts';
import {isFault, type JudgedJob, listJobs, refreshedView} from './cron.state.ts';
import {CronView, jobKey, tableHeight} from './cron.view.tsx';
import {CronMissing, whyNoJobs} from './cron-missing.view.tsx';
import {useCronReport} from './use-cron-report.ts';
import {useJobActions} from './use-job-actions.ts';

const noJobs: readonly JudgedJob[] = [];
const shownRuns = 50;
/** The newest runs of the selected job come with the list; the rest changes slowly. */
const runsEveryMs = 10_000;

/** Cron: failures on top, and why. */
export function CronScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const refresh = useRefreshViews();
  const {database} = useServices();
  const [zoomed, setZoomed] = useState(false);
  const [allDatabases, setAllDatabases] = useRemembered('cron of all databases', false);
  const {live, found} = useCronReport();
  const all = useMemo(() => (found ? listJobs(found.snapshot, found.report) : noJobs), [found]);
  const judged = useMemo(
    () => (allDatabases ? all : all.filter(({job}) => job.database === database.connection.database)),
    [all, allDatabases, database],
  );
  const cron = found?.cron ?? null;
  const seenAt = found?.at;
  const elapsedAt = (moment: Date) => (seenAt ? Math.max(0, moment.getTime() - seenAt.getTime()) : 0);
  const serverAt = (moment: Date) =>
    new Date((found?.snapshot.serverNow ?? moment).getTime() + elapsedAt(moment));
  const now = useNow(moment =>
    [staleWords(live, moment), ...judged.map(job => timeWords(job, serverAt(moment)))].join('\n'),
  );
  const serverNow = found?.snapshot.serverNow ?? now;
  const elapsedMs = elapsedAt(now);
  const columns = useMemo(
    () => jobColumns({theme, cron, serverNow, elapsedMs}),
    [theme, cron, serverNow, elapsedMs],
  );
  const list = useList({
    name: 'cron',
    rows: judged,
    columns,
    rowKey: jobKey,
    height: tableHeight(judged.length, height),
    textOf: textOfJob,
    isFault,
  });
  const selected = list.selected?.job;
  const runs = useLive(listCronRuns, selected ? {job_id: selected.jobId, limit: shownRuns} : null, {
    everyMs: runsEveryMs,
  });
  const view = selected ? refreshedView(selected.command) : undefined;
  const actions = useJobActions(selected, cron);
  const remedy = list.selected?.verdict.findings[0]?.remedy;

  useKeys(cronKeys, {
    detail: {run: () => setZoomed(true), disabled: selected ? undefined : 'no job is selected'},
    zoom: {run: () => setZoomed(!zoomed), disabled: selected ? undefined : 'no job is selected'},
    back: () => setZoomed(false),
    refresh: {
      run: () => view !== undefined && refresh.run([view]),
      disabled: refresh.disabled ?? (view === undefined ? 'this job refreshes no pipeline view' : undefined),
    },
    toggle: actions.toggle,
    'run-now': actions.runNow,
    copy: {
      run: () => {
        if (remedy === undefined) return;
        const {tone, text} = copyToClipboard(remedy);
        shell.toast(tone, text);
      },
      disabled: remedy === undefined ? 'nothing is wrong with this job' : undefined,
    },
    databases: () => setAllDatabases(!allDatabases),
    faults: list.toggleFaults,
    explain: () => shell.explain({query: listCronJobs, params: {}}),
  });

  const missing = found && all.length === 0 ? whyNoJobs(found.report) : undefined;
  if (missing) return <CronMissing reason={missing} width={width} />;
  return (
    <Answered live={live} what="the cron jobs" width={width}>
      {found === null ? (
        <Loading what="the cron jobs" width={width} />
      ) : (
        <CronView
          list={list}
          columns={columns}
          found={found}
          elsewhereCount={all.length - judged.length}
          allDatabases={allDatabases}
          jobCount={judged.length}
          faultCount={judged.filter(isFault).length}
          runs={runs}
          zoomed={zoomed}
          stale={staleWords(live, now)}
          width={width}
          height={height}
        />
      )}
    </Answered>
  );
}

function textOfJob({job, verdict}: JudgedJob): string {
  return `${verdict.state} ${job.name} ${job.schedule} ${job.command} ${job.username} ${job.database} ${job.message ?? ''}`;
}
