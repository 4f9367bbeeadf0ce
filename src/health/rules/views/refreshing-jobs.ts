import {timingOf} from '../../job-timing.ts';
import {jobsOf} from '../../memory.ts';
import type {JobSnapshot} from '../../snapshot/cron.ts';
import type {ViewSnapshot} from '../../snapshot/views.ts';
import type {Snapshot} from '../../snapshot.ts';

export interface RefreshingJob {
  readonly job: JobSnapshot;
  /** From the last fire to the next; null where its schedule does not tell. */
  readonly periodMs: number | null;
}

/** The jobs whose command refreshes a view: by analytics_refresh, or by a plain statement. */
export function refreshingJobs(view: ViewSnapshot, snapshot: Snapshot): readonly RefreshingJob[] {
  if (!snapshot.cron.known) return [];
  const cron = snapshot.cron.value;
  return jobsOf(snapshot)
    .filter(job => job.database === snapshot.server.database && refreshes(job.command, view.name))
    .map(job => {
      const {nextFireAt, previousFireAt} = timingOf(job, cron, snapshot.serverNow);
      const periodMs = nextFireAt && previousFireAt ? nextFireAt.getTime() - previousFireAt.getTime() : null;
      return {job, periodMs};
    });
}

function refreshes(command: string, view: string): boolean {
  return (
    /refresh/i.test(command) && new RegExp(`(?<![\\w$])${escapePattern(view)}(?![\\w$])`, 'i').test(command)
  );
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
