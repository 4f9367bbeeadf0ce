import {openSync} from 'node:fs';
import {type DestinationStream, type Level, pino, stdTimeFunctions} from 'pino';
import {UserError} from '../config/user-error.ts';
import type {PipelineLog, PipelineLogEntry} from '../pipeline/pipeline-log.ts';
import {clean} from '../ui/text.ts';

const stderr = 2;

/** Our words for the levels are people's; pino's are programs'. */
const levels: Readonly<Record<PipelineLogEntry['level'], Level>> = {
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  error: 'error',
};

export interface JsonLogOptions {
  /** Appended to; standard error where none is given. */
  readonly file?: string | undefined;
  /** What is less than this is left out: error, warn, info or debug. */
  readonly level: string;
}

/** Opens a log of JSON lines, each written before the call returns. Throws `UserError` where the file cannot be opened. */
export function openJsonLog(options: JsonLogOptions): PipelineLog {
  return logTo(pinoDestination(options.file), options.level);
}

/** Text is cleaned: it may quote the database, and a log is read in terminals. */
export function logTo(destination: DestinationStream, level: string): PipelineLog {
  const logger = pino(
    {
      level,
      base: {pid: process.pid},
      messageKey: 'text',
      timestamp: stdTimeFunctions.isoTime,
      formatters: {level: label => ({level: label})},
    },
    destination,
  );
  return ({level: word, text, facts = {}}) => {
    const entries = Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === 'string' ? clean(value) : value,
    ]);
    logger[levels[word]](Object.fromEntries(entries), clean(text));
  };
}

function pinoDestination(file: string | undefined): DestinationStream {
  const destination = pino.destination({fd: file === undefined ? stderr : openFile(file), sync: true});
  // A full disk or a closed pipe costs lines of the log, not the work.
  destination.on('error', () => {});
  return destination;
}

function openFile(file: string): number {
  try {
    return openSync(file, 'a', 0o640);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = 'Check the folder and its rights, or leave --log-file out to log to standard error.';
    throw new UserError('The log file cannot be opened', why, remedy, {cause: error});
  }
}
