const openStatuses: ReadonlySet<string> = new Set(['starting', 'connecting', 'sending', 'running']);

/** Whether a run has yet to end, by its status. */
export function isOpen(status: string | undefined): boolean {
  return status !== undefined && openStatuses.has(status);
}

/** Why a run failed, as far as pg_cron's own messages tell it from the command's. */
export type FailureClass =
  | 'connection'
  | 'worker-slots'
  | 'restarted'
  | 'cancelled'
  | 'lost'
  | 'permission'
  | 'command';

const classes: readonly (readonly [RegExp, FailureClass])[] = [
  [/^connection failed/, 'connection'],
  [
    /^(job startup timeout|could not start background process|unable to create a DSM segment)/,
    'worker-slots',
  ],
  [/^server restarted/, 'restarted'],
  [/^job cancell?ed/, 'cancelled'],
  [/^connection lost|terminating connection|server closed the connection/, 'lost'],
  [/permission denied/, 'permission'],
];

export function classifyFailure(message: string | null): FailureClass {
  return classes.find(([pattern]) => pattern.test(message ?? ''))?.[1] ?? 'command';
}
