import type {Settings} from './setting.ts';
import {UsageError} from './usage-error.ts';

/** One of a few words, or undefined where it is not set. Throws `UsageError` that says where the word comes from. */
export function oneOf<Word extends string>(
  settings: Settings,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const setting = settings.get(name);
  if (setting === undefined) return undefined;
  const word = words.find(candidate => candidate === setting.text);
  if (word !== undefined) return word;
  throw new UsageError(
    `${name} "${setting.text}" is unknown (${setting.source}).`,
    `It is one of ${words.join(', ')}.`,
  );
}

export function wholeNumber(settings: Settings, name: string): number | undefined {
  const setting = settings.get(name);
  if (setting === undefined) return undefined;
  if (/^\s*[+-]?\d{1,9}\s*$/.test(setting.text)) return Number(setting.text);
  throw new UsageError(
    `${name} "${setting.text}" is not a whole number (${setting.source}).`,
    `For example ${name}=10.`,
  );
}

/** 0 or 1, as libpq has its switches. */
export function switchOf(settings: Settings, name: string): boolean | undefined {
  const number = wholeNumber(settings, name);
  return number === undefined ? undefined : number !== 0;
}
