/** What a command answered, as the driver gives it. */
export interface CommandResult {
  readonly command: string | undefined;
  readonly count: number | null;
}

/** The message of a run that ended well, in pg_cron's form: the rows it gave, or the server's command tag. */
export function describeResult({command, count}: CommandResult): string {
  switch (command) {
    case undefined:
      return '';
    case 'SELECT':
    case 'SHOW':
    case 'EXPLAIN':
    case 'TABLE':
    case 'VALUES':
      return count === 1 ? '1 row' : `${count ?? 0} rows`;
    case 'INSERT':
      return `INSERT 0 ${count ?? 0}`;
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
    case 'COPY':
    case 'FETCH':
    case 'MOVE':
      return `${command} ${count ?? 0}`;
    default:
      return command;
  }
}

interface ServerError {
  readonly severity?: unknown;
  readonly detail?: unknown;
  readonly hint?: unknown;
  readonly where?: unknown;
}

/** The message of a run that failed, in the form libpq gives it to pg_cron. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `ERROR:  ${String(error)}`;
  const {severity, detail, hint, where} = error as Error & ServerError;
  const severityWord = typeof severity === 'string' ? severity : 'ERROR';
  const more = [
    ['DETAIL', detail],
    ['HINT', hint],
    ['CONTEXT', where],
  ].filter(([, text]) => typeof text === 'string' && text !== '');
  return [`${severityWord}:  ${error.message}`, ...more.map(([name, text]) => `${name}:  ${text}`)].join(
    '\n',
  );
}
