import type {Rule} from '../../rule.ts';
import {bloat} from './bloat.ts';
import {failed} from './failed.ts';
import {neverVacuumed} from './never-vacuumed.ts';
import {noUniqueIndex} from './no-unique-index.ts';
import {plainRefreshInCron} from './plain-refresh.ts';
import {refreshingLong} from './refreshing-long.ts';
import {stale} from './stale.ts';
import {unpopulated} from './unpopulated.ts';
import {waitingForLock} from './waiting-for-lock.ts';

/** Every way for a materialized view to be unwell. */
export const viewRules: readonly Rule[] = [
  failed,
  unpopulated,
  noUniqueIndex,
  waitingForLock,
  refreshingLong,
  stale,
  plainRefreshInCron,
  bloat,
  neverVacuumed,
];
