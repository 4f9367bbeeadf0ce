import type {ScreenId} from '../../app/screen.ts';
import type {Area, Finding} from '../../health/finding.ts';

export interface FindingTarget {
  readonly screen: ScreenId;
  /** The number of the screen. */
  readonly number: number;
  /** The list there and the row to put the cursor on, where the finding names one. */
  readonly row: {readonly list: string; readonly key: string} | null;
}

const screensByArea: Readonly<Record<Area, Omit<FindingTarget, 'row'>>> = {
  cron: {screen: 'cron', number: 2},
  listen: {screen: 'events', number: 3},
  views: {screen: 'views', number: 4},
  pipeline: {screen: 'doctor', number: 8},
};

/** Where a finding is to be looked into, and acted upon. */
export function targetOf({area, object, jobId}: Pick<Finding, 'area' | 'object' | 'jobId'>): FindingTarget {
  // A finding on the views that names a job is mended at the job.
  if (jobId !== undefined) return {...screensByArea.cron, row: {list: 'cron', key: String(jobId)}};
  if (area !== 'views') return {...screensByArea[area], row: null};
  // Findings leave the usual schema out of a view's name.
  return {
    ...screensByArea.views,
    row: {list: 'views', key: object.includes('.') ? object : `public.${object}`},
  };
}
