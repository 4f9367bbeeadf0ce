/** An error as the user is told it: what happened, why, and what to do about it. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${why}. ${remedy}`, options);
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
