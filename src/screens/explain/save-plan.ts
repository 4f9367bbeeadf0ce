import {writeFile} from 'node:fs/promises';
import {printSafeJson} from '../../report/safe-json.ts';
import {type ExplainRun, nameOf} from './explain.state.ts';

/** Writes the plan as the server gave it into the working folder, over no other file; gives the file's name. */
export async function savePlan(run: ExplainRun): Promise<string> {
  const subject = nameOf(run.request).replace(/\W+/g, '-').slice(0, 40).replace(/^-|-$/g, '');
  const moment = run.at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  const file = `plan-${subject || 'statement'}-${moment}.json`;
  await writeFile(file, `${printSafeJson(run.raw, 2)}\n`, {flag: 'wx'});
  return file;
}
