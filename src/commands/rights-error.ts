/** Refreshing takes membership in the role that owns the views; what a reader is told to ask for would not help. */
export class RightsError extends Error {
  readonly what = 'This role may not refresh';
  readonly why: string;
  readonly remedy = 'Ask an administrator: GRANT analytics_owner TO this role.';

  constructor(cause: Error) {
    super(cause.message, {cause});
    this.name = 'RightsError';
    this.why = cause.message;
  }
}

/** Runs work that needs the owner's rights, and says so where they are missing. */
export async function withOwnerRights<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') throw new RightsError(error);
    throw error;
  }
}
