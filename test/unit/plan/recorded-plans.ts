import {readdirSync, readFileSync} from 'node:fs';

const folder = new URL('./fixtures/', import.meta.url);

/** Plans that real servers gave, by the name of their file: `sort-spill-18` is from Postgres 18. */
export const recordedPlans: ReadonlyMap<string, unknown> = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
);

/** One recorded plan, from both servers. */
export function recordedOnBoth(name: string): readonly (readonly [string, unknown])[] {
  const both = ['15', '18'].map(
    version => [`${name}-${version}`, recordedPlans.get(`${name}-${version}`)] as const,
  );
  if (both.some(([, plan]) => plan === undefined)) throw new Error(`There is no recorded plan ${name}.`);
  return both;
}
