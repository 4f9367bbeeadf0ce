import {chooseThresholds, type Thresholds} from '../health/thresholds.ts';
import type {ThemeName} from '../ui/theme-names.ts';
import {type KeyOverrides, noOverrides} from './keys/key-overrides.ts';

/** What a person chose for the monitor once and for all. */
export interface MonitorSettings {
  readonly theme: ThemeName;
  readonly keys: KeyOverrides;
  readonly thresholds: Thresholds;
  /** Nothing moves by the second. */
  readonly isCalm: boolean;
}

export const defaultSettings: MonitorSettings = {
  theme: 'dark',
  keys: noOverrides,
  thresholds: chooseThresholds(),
  isCalm: false,
};
