import type {Finding} from './finding.ts';

/** When a finding began. Null for what was there at the first look already and does not date itself: it is older. */
export function knownBeginning({since}: Pick<Finding, 'since'>, firstLookAt: Date | null): Date | null {
  return since?.getTime() === firstLookAt?.getTime() ? null : since;
}
