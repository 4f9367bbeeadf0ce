import {UserError} from '../config/user-error.ts';

/** What only the role that owns the pipeline may do; what a reader is told to ask for would not help. */
class RightsError extends UserError {
  override readonly name = 'RightsError';

  constructor(doing: string, cause: Error) {
    super(
      `This role may not ${doing}`,
      cause.message,
      'Ask an administrator: GRANT analytics_owner TO this role.',
      {cause},
    );
  }
}

/** Runs work that needs the owner's rights, and says so where they are missing: `doing` is what it does. */
export async function withOwnerRights<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501')
      throw new RightsError(doing, error);
    throw error;
  }
}
