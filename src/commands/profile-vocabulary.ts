import type {ProfileVocabulary} from '../config/profile/profile-schema.ts';
import {defaultThresholds} from '../health/thresholds.ts';
import {themeNames} from '../ui/theme-names.ts';

/** The names that a profile may use, from those parts of the program that own them. */
export const profileVocabulary: ProfileVocabulary = {
  thresholds: Object.keys(defaultThresholds),
  themes: themeNames,
};
