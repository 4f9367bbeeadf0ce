import {useMemo} from 'react';
import type {Live} from '../../app/live/live-store.ts';
import {useLive} from '../../app/live/use-live.ts';
import {useServices} from '../../app/services.ts';
import {type HealthViewLogRow, healthViewLog} from '../../queries/health-view-log.ts';
import {type HealthViewsRow, healthViews} from '../../queries/health-views.ts';
import {viewsLook} from '../../queries/views-look.ts';

/** Whether the pipeline was installed meanwhile. */
const installedEveryMs = 30_000;

export interface ViewAnswers {
  readonly live: Live<HealthViewsRow>;
  readonly log: Live<HealthViewLogRow>;
  readonly hasPipeline: boolean;
}

/** The views alone first; where some of them are the pipeline's, views and log in one statement, or apart where that fails. */
export function useViewAnswers(): ViewAnswers {
  const {schema} = useServices().database.options;
  const first = useLive(healthViews, {}, {everyMs: installedEveryMs});
  const hasPipeline =
    first.status === 'ready' && first.rows.some(row => row.is_pipeline && row.schema_name === schema);
  const look = useLive(viewsLook, hasPipeline ? {} : null);
  const hasFailed = look.status === 'failed' || (look.status === 'ready' && look.problem !== null);
  // The same question as the first one: its answers are shared.
  useLive(healthViews, hasFailed || (first.status === 'ready' && !hasPipeline) ? {} : null);
  const log = useLive(healthViewLog, hasPipeline && hasFailed ? {} : null);
  return useMemo(() => {
    if (look.status !== 'ready' || (first.status === 'ready' && first.at > look.at && hasFailed))
      return {live: first, log, hasPipeline};
    const [row] = look.rows;
    return {
      live: {...look, rows: row?.views ?? []},
      log: {...look, rows: row?.log ?? []},
      hasPipeline,
    };
  }, [first, look, log, hasPipeline, hasFailed]);
}
