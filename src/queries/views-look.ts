import {defineBundle} from './define-bundle.ts';
import {healthViewLog} from './health-view-log.ts';
import {healthViews} from './health-views.ts';

/** What the Views screen asks at every tick. */
export const viewsLook = defineBundle({
  name: 'views-look',
  title: 'What is the state of every view, and what does the log tell of it?',
  questions: {views: healthViews, log: healthViewLog},
});
