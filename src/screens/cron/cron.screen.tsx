import {useMemo, useState} from 'react';
import {useNow} from '../../app/clock.ts';
import {useRefreshViews} from '../../app/refresh-view.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell-actions.ts';
import {staleWords} from '../../app/stale.ts';
import {useKeys} from '../../app/use-keys.ts';
import {useList} from '../../app/use-list.ts';
import {useLive} from '../../app/use-live.ts';
import {listCronJobs} from '../../queries/list-cron-jobs.ts';
import {listCronRuns} from '../../queries/list-cron-runs.ts';
import {serverFacts} from '../../queries/server-facts.ts';
import {useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {jobColumns} from './cron.columns.ts';
import {cronKeys} from './cron.keys.ts';
import {isFault, type JudgedJob, judgeJobs, refreshedView} from './cron.state.ts';
import {CronView, jobKey, tableHeight} from './cron.view.tsx';
import {CronMissing, whyNoJobs} from './cron-missing.view.tsx';

/** pg_cron before 1.5 knows no zone, and neither does the built-in scheduler. */
const zone = 'GMT';
const noJobs: readonly JudgedJob[] = [];
const shownRuns = 50;
/** Whether what was missing is there meanwhile is looked for this often. */
const lookAgainMs = 15_000;

/** Cron: failures on top, and why. */
export function CronScreen({width, height}: ScreenProps) {
  const now = useNow();
  const theme = useTheme();
  const shell = useShell();
  const refresh = useRefreshViews();
  const [zoomed, setZoomed] = useState(false);
  const jobs = useLive(listCronJobs, {});
  const judged = useMemo(() => (jobs.status === 'ready' ? judgeJobs(jobs.rows, zone) : noJobs), [jobs]);
  const seesJobs = jobs.status === 'loading' || (jobs.status === 'ready' && jobs.rows.length > 0);
  const facts = useLive(serverFacts, seesJobs ? null : {}, {everyMs: lookAgainMs});
  const missing = facts.status === 'ready' && !seesJobs ? whyNoJobs(facts.rows[0]) : null;
  const elapsedMs = jobs.status === 'ready' ? Math.max(0, now.getTime() - jobs.at.getTime()) : 0;
  const columns = useMemo(() => jobColumns(theme, elapsedMs), [theme, elapsedMs]);
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
  const runs = useLive(listCronRuns, selected ? {job_id: selected.job_id, limit: shownRuns} : null);
  const view = selected ? refreshedView(selected.command) : undefined;

  useKeys(cronKeys, {
    detail: {run: () => setZoomed(true), disabled: selected ? undefined : 'no job is selected'},
    back: () => setZoomed(false),
    refresh: {
      run: () => view !== undefined && refresh.run([view]),
      disabled: refresh.disabled ?? (view === undefined ? 'this job refreshes no pipeline view' : undefined),
    },
    faults: list.toggleFaults,
    explain: () => shell.explain({query: listCronJobs, params: {}}),
  });

  if (missing) return <CronMissing {...missing} width={width} />;
  return (
    <Answered live={jobs} what="the cron jobs" width={width}>
      <CronView
        list={list}
        columns={columns}
        jobCount={judged.length}
        faultCount={judged.filter(isFault).length}
        zone={zone}
        runs={runs}
        zoomed={zoomed}
        stale={staleWords(jobs, now)}
        width={width}
        height={height}
      />
    </Answered>
  );
}

function textOfJob({job, verdict}: JudgedJob): string {
  return `${verdict.state} ${job.job_name} ${job.schedule} ${job.command} ${job.username} ${job.return_message ?? ''}`;
}
