import {readFileSync} from 'node:fs';

/** The version in package.json; the build puts the text itself in the place of this module. */
export const version: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;
