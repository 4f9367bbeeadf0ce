import type * as z from 'zod';
import {profileVocabulary} from '../src/commands/profile-vocabulary.ts';
import {alertsShape, isSpan, profileSchema, settingName} from '../src/config/profile/profile-schema.ts';
import {defaultThresholds} from '../src/health/thresholds.ts';

const file = 'docs/configuration.md';

/** The reference of the configuration file, from the schema that checks it. */
export const configurationParts: Readonly<Record<string, {file: string; text: string}>> = {
  profile: {file, text: settingTable(profileSchema(profileVocabulary).shape)},
  'profile-alerts': {file, text: settingTable(alertsShape)},
  thresholds: {file, text: thresholdTable()},
};

function settingTable(shape: Readonly<Record<string, z.ZodType>>): string {
  const rows = Object.entries(shape).map(([name, {description = ''}]) => `| \`${name}\` | ${description} |`);
  return ['', '| Setting | What it says |', '|---|---|', ...rows, ''].join('\n');
}

function thresholdTable(): string {
  const rows = Object.entries(defaultThresholds).map(
    ([name, {value, source}]) =>
      `| \`${settingName(name)}\` | ${isSpan(name) ? showSpan(value) : value} | ${source} |`,
  );
  return ['', '| Limit | Default | From |', '|---|---|---|', ...rows, ''].join('\n');
}

/** In the largest unit that leaves no rest. */
function showSpan(durationMs: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const;
  const [unit, sizeMs] = units.find(([, size]) => durationMs % size === 0) ?? ['ms', 1];
  return `${durationMs / sizeMs}${unit}`;
}
