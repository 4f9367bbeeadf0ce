import {readSql} from '../sql-files.ts';

/** The words that go before a statement, and the options in them. */
export interface ExplainPrefix {
  /** Ends with a line break, so that a statement keeps its own lines. */
  readonly text: string;
  /** As the server names them: `analyze`, `buffers`, … */
  readonly options: readonly string[];
}

/** From this version on a statement can be planned without its parameters. */
export const genericPlanSince = 160_000;

/**
 * By what the server knows; an option it does not know would be an error. Without `timing` the nodes have rows but no
 * times: asking the clock around each row can slow a statement down several times.
 */
export function chooseAnalyzePrefix(serverVersionNum: number, timing = true): ExplainPrefix {
  const text = readPrefix(serverVersionNum >= 170_000 ? 'analyze-17' : 'analyze');
  return toPrefix(timing ? text : text.replace(/\)$/, ', timing off)'));
}

export function chooseEstimatePrefix(generic = false): ExplainPrefix {
  return toPrefix(readPrefix(generic ? 'estimate-generic' : 'estimate'));
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
