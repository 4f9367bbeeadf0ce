import {rm, writeFile} from 'node:fs/promises';

/** What a system error means for whoever wanted a file. */
const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it exists already and is left as it was; choose another name',
  ENOENT: 'there is no such folder; choose another one',
  ENOTDIR: 'there is no such folder; choose another one',
  EISDIR: 'it is a folder; add the name of a file',
  EACCES: 'you may not write there; choose another folder',
  EPERM: 'you may not write there; choose another folder',
  EROFS: 'nothing can be written there; choose another folder',
  ENOSPC: 'the disk is full; nothing was kept',
  EDQUOT: 'your quota is used up; nothing was kept',
  ENAMETOOLONG: 'the name is too long',
};

/** Writes a new file whole or not at all, over no other file. Throws an error that says what is in the way. */
export async function saveFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, {flag: 'wx'});
  } catch (error) {
    const code = codeOf(error);
    // Whatever was written before the disk was full is of no use to anybody.
    if (code === 'ENOSPC' || code === 'EDQUOT') await rm(path, {force: true});
    throw new Error(`${path} was not written: ${reasons[code] ?? code}.`, {cause: error});
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
