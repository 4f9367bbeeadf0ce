/** Why a migration did not happen, in the three parts that every error message has. Nothing was changed by it. */
export class MigrationError extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${why}. ${remedy}`, options);
    this.name = 'MigrationError';
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
