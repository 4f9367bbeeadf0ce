import {readSql} from '../sql-files.ts';

/** The words that go before a statement, and the options in them. */
export interface ExplainPrefix {
  /** Ends with a line break, so that a statement keeps its own lines. */
  readonly text: string;
  /** As the server names them: `analyze`, `buffers`, … */
  readonly options: readonly string[];
}

/** By what the server knows; an option it does not know would be an error. */
export function chooseAnalyzePrefix(serverVersionNum: number): ExplainPrefix {
  return readPrefix(serverVersionNum >= 170_000 ? 'analyze-17' : 'analyze');
}

export function chooseEstimatePrefix(): ExplainPrefix {
  return readPrefix('estimate');
}

function readPrefix(name: string): ExplainPrefix {
  const text = readSql(`explain/${name}.sql`).replace(/^--.*\n/gm, '');
  const options = /\((.*)\)/s.exec(text)?.[1] ?? '';
  return {text: `${text.trim()}\n`, options: options.split(',').map(option => option.trim())};
}
