import {defineBundle} from './define-bundle.ts';
import {listViewAges} from './list-view-ages.ts';
import {twinState} from './twin-state.ts';

/** How old both are that questions about metrics may read. */
export const metricAges = defineBundle({
  name: 'metric-ages',
  title: 'How old is what the views and their live twins show?',
  tellsMetricAges: true,
  questions: {ages: listViewAges, twins: twinState},
});
