/** An error as the user is told it: what happened, why, and what to do about it. */
export class UserError extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${why}. ${remedy}`, options);
    this.name = 'UserError';
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
