import {useMemo} from 'react';
import type {Live} from '../app/live/live-store.ts';
import {useLive} from '../app/live/use-live.ts';
import {useServices} from '../app/services.ts';
import {type ListViewAgesRow, listViewAges} from '../queries/list-view-ages.ts';
import {metricAges} from '../queries/metric-ages.ts';
import type {Reading} from '../queries/metric-source.ts';

const everyMs = 10_000;

/** What the questions about metrics read of late, and how old the views are; keeps the choice between twins and views fresh. */
export function useMetricAges(missing: boolean): {ages: Live<ListViewAgesRow>; reading: () => Reading} {
  const {database} = useServices();
  const {hasTwins} = database.lastReading();
  const views = useLive(listViewAges, missing || hasTwins ? null : {}, {everyMs});
  const both = useLive(metricAges, missing || !hasTwins ? null : {}, {
    everyMs,
    onRows([row]) {
      const [state] = row?.twins ?? [];
      if (state) database.noteTwins(state);
    },
  });
  const ages = useMemo(
    () => (both.status === 'ready' ? {...both, rows: both.rows[0]?.ages ?? []} : hasTwins ? both : views),
    [both, views, hasTwins],
  );
  return {ages, reading: database.lastReading};
}
