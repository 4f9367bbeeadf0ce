import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Result, resultSchema} from './result.ts';

/**
 * What was measured last of a part, or null where it never was.
 * @throws where the file is not in the form that the programs write.
 */
export function readResult(folder: string, part: string): Result | null {
  const path = join(folder, `${part}.json`);
  if (!existsSync(path)) return null;
  return resultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
