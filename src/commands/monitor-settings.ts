import {checkOverrides} from '../app/keys/check-overrides.ts';
import {defaultSettings, type MonitorSettings} from '../app/settings.ts';
import type {ProfileSettings} from '../config/command.ts';
import {UsageError} from '../config/usage-error.ts';
import {chooseThresholds} from '../health/thresholds.ts';
import {keymapPlaces} from '../screens/keymaps.ts';
import {themeNames} from '../ui/theme-names.ts';

/** What a profile chooses for the monitor. Throws `UsageError` for keys that would mean two things. */
export function settingsOfProfile({name, theme, motion, keys, thresholds}: ProfileSettings): MonitorSettings {
  const [problem] = checkOverrides(keys, keymapPlaces);
  if (problem) {
    throw new UsageError(
      `The keys of the profile "${name}" cannot be used: ${problem.name}: ${problem.what}`,
      problem.remedy,
    );
  }
  return {
    theme: themeNames.find(known => known === theme) ?? defaultSettings.theme,
    keys,
    thresholds: chooseThresholds(thresholds),
    isCalm: motion === 'reduced',
  };
}
