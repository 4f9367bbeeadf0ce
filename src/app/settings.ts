import type {ThemeName} from '../ui/theme.ts';
import {type KeyOverrides, noOverrides} from './key-overrides.ts';

/** What a person chose for the monitor once and for all. */
export interface MonitorSettings {
  readonly theme: ThemeName;
  readonly keys: KeyOverrides;
}

export const defaultSettings: MonitorSettings = {theme: 'dark', keys: noOverrides};
