import {UserError} from '../config/user-error.ts';

/** Refreshing takes membership in the role that owns the views; what a reader is told to ask for would not help. */
class RightsError extends UserError {
  override readonly name = 'RightsError';

  constructor(cause: Error) {
    super(
      'This role may not refresh',
      cause.message,
      'Ask an administrator: GRANT analytics_owner TO this role.',
      {cause},
    );
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
