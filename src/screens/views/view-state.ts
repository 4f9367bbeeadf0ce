import type {Finding} from '../../health/finding.ts';
import type {ViewSnapshot} from '../../health/snapshot/views.ts';
import type {ListedJob} from './view-jobs.ts';

/** What a view is found to be; the first that applies. */
export type ViewState =
  | 'WAITING'
  | 'REFRESHING'
  | 'UNPOPULATED'
  | 'NO INDEX'
  | 'FAILED'
  | 'STALE'
  | 'FRESH'
  | 'UNKNOWN';

export type ViewSeverity = 'critical' | 'warning' | 'unknown' | 'running' | 'ok';

export interface ViewVerdict {
  readonly state: ViewState;
  readonly severity: ViewSeverity;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

export interface VerdictInput {
  readonly view: ViewSnapshot;
  readonly findings: readonly Finding[];
  /** The jobs that refresh it; of the newest runs the better tells. */
  readonly jobs: readonly ListedJob[];
  /** Null where nobody knows whose data it shows. */
  readonly dataFrom: Date | null;
}

/** The verdict on one view, from what the rules of health found about it and what its locks tell. */
export function judgeView({view, findings, jobs, dataFrom}: VerdictInput): ViewVerdict {
  const worst = (fallback: ViewSeverity) => worstOf(findings) ?? fallback;
  const verdict = (state: ViewState, severity: ViewSeverity): ViewVerdict => ({state, severity, findings});
  if (view.refreshing?.waiting) return verdict('WAITING', worst('warning'));
  if (view.refreshing) return verdict('REFRESHING', 'running');
  if (!view.isPopulated) return verdict('UNPOPULATED', worst('critical'));
  if (!view.hasUsableIndex) return verdict('NO INDEX', worst('warning'));
  if (hasFailed(view, jobs)) return verdict('FAILED', worst('critical'));
  const stale = findings.find(({id}) => id === 'views.stale');
  if (stale) return verdict('STALE', worst('warning'));
  // Of a view that nobody is seen to refresh, nothing is known to be well.
  if (dataFrom === null) return verdict('UNKNOWN', worst('unknown'));
  return verdict('FRESH', 'ok');
}

/** The pipeline's log tells of its own views; of others only their jobs do. */
function hasFailed({log, isPipeline}: ViewSnapshot, jobs: readonly ListedJob[]): boolean {
  if (isPipeline) return (log?.failureStreak ?? 0) > 0;
  return jobs.length > 0 && jobs.every(({job}) => job.failureStreak > 0);
}

function worstOf(findings: readonly Finding[]): ViewSeverity | undefined {
  return (['critical', 'warning', 'unknown'] as const).find(severity =>
    findings.some(finding => finding.severity === severity),
  );
}
