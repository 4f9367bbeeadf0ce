import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Metafile} from 'esbuild';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | {readonly name: string};
  readonly homepage?: string;
}

/** Also those of packages that a package brings inside its own files. */
const licenceFile = /(^|\/)(licen[cs]es?|copying|notice)(\.(md|txt))?$/i;

/**
 * The licence texts of all packages whose code is in the bundles: who passes the program on has to pass these on, too.
 * Throws where a package names no licence.
 */
export function collectLicences(root: string, metafiles: readonly Metafile[]): string {
  const folders = new Set(
    metafiles.flatMap(({inputs}) => Object.keys(inputs)).flatMap(path => packageFolder(path) ?? []),
  );
  const texts = [...folders].sort().map(folder => describePackage(root, folder));
  return [
    'lanewatch holds code of the packages below. Their licences follow.',
    '',
    ...texts.flatMap(text => ['='.repeat(80), text, '']),
  ].join('\n');
}

/** `node_modules/a/node_modules/@b/c/index.js` is of `node_modules/a/node_modules/@b/c`. */
export function packageFolder(path: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

function describePackage(root: string, folder: string): string {
  const place = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as Manifest;
  const {name, version, license, author, homepage} = manifest;
  const texts = readdirSync(place, {recursive: true, encoding: 'utf8'})
    .filter(file => licenceFile.test(file) && !file.includes('node_modules/'))
    .map(file => readFileSync(join(place, file), 'utf8').trim());
  if (texts.length === 0 && license === undefined)
    throw new Error(`${name} ${version} names no licence: it cannot be passed on in a bundle.`);
  const by = typeof author === 'string' ? author : author?.name;
  const stated = [`Licence: ${license}`, ...(by ? [`Author: ${by}`] : []), ...(homepage ? [homepage] : [])];
  return [`${name} ${version}`, '', ...(texts.length > 0 ? texts : stated)].join('\n');
}
