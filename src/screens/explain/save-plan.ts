import {writeFile} from 'node:fs/promises';
import {printSafeJson} from '../../report/safe-json.ts';
import {type ExplainRun, nameOf} from './explain.state.ts';

/** A name in the working folder that tells the runs apart. */
export function fileNameOf({request, at}: Pick<ExplainRun, 'request' | 'at'>): string {
  const subject = nameOf(request).replace(/\W+/g, '-').slice(0, 40).replace(/^-|-$/g, '');
  const moment = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  return `plan-${subject || 'statement'}-${moment}.json`;
}

/** Writes the plan as the server gave it, over no other file. */
export async function savePlan({raw}: Pick<ExplainRun, 'raw'>, file: string): Promise<void> {
  await writeFile(file, `${printSafeJson(raw, 2)}\n`, {flag: 'wx'});
}

/** Why a file could not be written, without the system's code and path: `permission denied`. */
export function sayWhy(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^E[A-Z]+: /, '').replace(/, \w+( '.*')?$/, '');
}
