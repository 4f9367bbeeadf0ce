import {readSql} from '../sql-files.ts';

/** The words that go before a statement, and the options in them. */
export interface ExplainPrefix {
  /** Ends with a line break, so that a statement keeps its own lines. */
  readonly text: string;
  /** As the server names them: `analyze`, `buffers`, … */
  readonly options: readonly string[];
}

/**
 * By what the server knows; an option it does not know would be an error. Without `timing` the nodes have rows but no
 * times: asking the clock around each row can slow a statement down several times.
 */
export function chooseAnalyzePrefix(serverVersionNum: number, timing = true): ExplainPrefix {
  const text = readPrefix(serverVersionNum >= 170_000 ? 'analyze-17' : 'analyze');
  return toPrefix(timing ? text : text.replace(/\)$/, ', timing off)'));
}

export function readEstimatePrefix(): ExplainPrefix {
  return toPrefix(readPrefix('estimate'));
}

/** Goes before the values of what was prepared. */
export function readEstimatePreparedPrefix(): ExplainPrefix {
  return toPrefix(readPrefix('estimate-prepared'));
}

/** Goes before a statement that is planned for any parameters. */
export function readPreparePrefix(): string {
  return `${readPrefix('prepare')}\n`;
}

function readPrefix(name: string): string {
  return readSql(`explain/${name}.sql`)
    .replace(/^--.*\n/gm, '')
    .trim();
}

function toPrefix(text: string): ExplainPrefix {
  const options = /\((.*)\)/s.exec(text)?.[1] ?? '';
  return {text: `${text}\n`, options: options.split(',').map(option => option.trim())};
}
