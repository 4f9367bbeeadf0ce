import type {Unchecked} from '../rule.ts';

/** There is nothing to look at, rather than something that cannot be seen. */
export const notInstalled: Unchecked = {
  unchecked: 'the pipeline is not installed here',
  remedy: 'lanewatch migrate',
};
