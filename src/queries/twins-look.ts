import {defineBundle} from './define-bundle.ts';
import {listTwins} from './list-twins.ts';
import {twinState} from './twin-state.ts';

/** What Views tells of the live twins. */
export const twinsLook = defineBundle({
  name: 'twins-look',
  title: 'How far are the live twins, and what do they hold?',
  questions: {state: twinState, twins: listTwins},
});
