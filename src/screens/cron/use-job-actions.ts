import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {useWhyReadOnly} from '../../app/use-why-read-only.ts';
import {toProblem} from '../../db/problem.ts';
import type {CronSnapshot, JobSnapshot} from '../../health/snapshot/cron.ts';
import {cronJobCommand} from '../../queries/cron-job-command.ts';
import {formatDuration} from '../../ui/format.ts';

export interface JobAction {
  readonly disabled: string | undefined;
  run(): void;
}

/** What can be done to a job: each asks first, with the statement. */
export function useJobActions(
  job: JobSnapshot | undefined,
  cron: CronSnapshot | null,
): {toggle: JobAction; runNow: JobAction} {
  const {database} = useServices();
  const shell = useShell();
  const readOnly = useWhyReadOnly();
  const disabled = readOnly ?? (job === undefined ? 'no job is selected' : undefined);
  const schema = cron?.home === 'built-in' ? 'lanewatch_cron' : 'cron';
  const user = database.connection.user;

  const perform = async (doing: string, done: string, action: () => Promise<unknown>) => {
    shell.toast('running', doing);
    const startedMs = performance.now();
    try {
      await action();
      shell.toast('ok', `${done} (${formatDuration(performance.now() - startedMs)}).`);
    } catch (error) {
      const {what, why, remedy} = toProblem(error);
      shell.toast('critical', `${what}: ${why}. ${remedy}`);
    }
    shell.reload();
  };

  const confirmRun = async ({jobId, name}: JobSnapshot) => {
    try {
      const [row] = await database.ask(cronJobCommand, {job_id: jobId});
      if (!row) {
        shell.toast('warning', `${name} is not there any more.`);
        return;
      }
      shell.confirm({
        title: `Run ${name} now, in ${row.database}`,
        effect: `Runs once as ${user}${
          row.username === user ? '' : `, not as ${row.username}`
        }; the history of jobs does not show it.`,
        sql: row.command,
        run: () =>
          void perform(`Running ${name}…`, `${name} ran`, () => database.command(row.command, row.database)),
      });
    } catch (error) {
      const {what, why} = toProblem(error);
      shell.toast('critical', `${what}: ${why}.`);
    }
  };

  return {
    toggle: {
      disabled: disabled ?? lacksAlter(cron),
      run() {
        if (!job) return;
        const verb = job.isActive ? 'Pause' : 'Resume';
        shell.confirm({
          title: `${verb} ${job.name}`,
          effect: job.isActive
            ? 'It does not fire until it is resumed; a run that goes on is cancelled.'
            : 'It fires again at its next minute; what it missed is not caught up.',
          sql: `SELECT ${schema}.alter_job(job_id => ${job.jobId}, active => ${!job.isActive});`,
          run: () =>
            void perform(
              `${verb} ${job.name}…`,
              job.isActive ? `Paused ${job.name}` : `Resumed ${job.name}`,
              () => database.act('set-job-active', [job.jobId, !job.isActive], undefined, {atJobs: true}),
            ),
        });
      },
    },
    runNow: {disabled, run: () => job && void confirmRun(job)},
  };
}

function lacksAlter(cron: CronSnapshot | null): string | undefined {
  return /^1\.[0-3](\D|$)/.test(cron?.version ?? '')
    ? 'pg_cron before 1.4 has no alter_job: ALTER EXTENSION pg_cron UPDATE'
    : undefined;
}
