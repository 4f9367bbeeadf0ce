import {createContext, useContext} from 'react';
import {chooseThresholds, type Thresholds} from '../../health/thresholds.ts';

/** The limits by which health is judged: the program's own, with those that the profile changes. */
export const ThresholdsContext = createContext<Thresholds>(chooseThresholds());

export function useThresholds(): Thresholds {
  return useContext(ThresholdsContext);
}
