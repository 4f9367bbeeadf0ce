export type PipelineLogLevel = 'debug' | 'info' | 'warning' | 'error';

/** What the worker and the scheduler have to say; who runs them decides where it goes. */
export interface PipelineLogEntry {
  readonly level: PipelineLogLevel;
  /** For people; untrusted, as it may quote the database. */
  readonly text: string;
  /** The same for programs, for example `view`, `durationMs`, `sqlstate`. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

export type PipelineLog = (entry: PipelineLogEntry) => void;

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
