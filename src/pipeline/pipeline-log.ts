/** What the worker and the scheduler have to say; who runs them decides where it goes. */
export interface PipelineLogEntry {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

export type PipelineLog = (entry: PipelineLogEntry) => void;

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
