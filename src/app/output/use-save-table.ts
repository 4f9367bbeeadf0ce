import type {Column} from '../../ui/column-layout.ts';
import {formatCount} from '../../ui/format.ts';
import {useShell} from '../shell/shell-actions.ts';
import {saveFile} from './save-file.ts';
import {tableFileName, tableFileText} from './table-file.ts';

export interface TableToSave<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** The marked rows, or all that are shown where none is marked. */
  readonly rows: readonly Row[];
}

/** Asks for the name of a file, writes the table into it, and says how that went. */
export function useSaveTable<Row>({name, columns, rows}: TableToSave<Row>): () => void {
  const shell = useShell();
  const save = async (path: string) => {
    try {
      const text = await tableFileText(path, columns, rows);
      if (text === null) {
        shell.toast('warning', `Nothing was written: ${path} ends neither in .csv nor in .json.`);
        return;
      }
      await saveFile(path, text);
      shell.toast(
        'ok',
        `Saved ${formatCount(rows.length)} ${rows.length === 1 ? 'row' : 'rows'} to ${path}.`,
      );
    } catch (error) {
      shell.toast('critical', error instanceof Error ? error.message : String(error));
    }
  };
  return () =>
    shell.prompt({
      label: 'save to .csv or .json',
      initial: tableFileName(name, new Date()),
      onSubmit: text => void save(text.trim()),
    });
}
