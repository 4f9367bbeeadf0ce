/** Why there is no embedded server, in the three parts that every error message has. */
export class EmbeddedServerError extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: ErrorOptions) {
    super(`${what}: ${why}. ${remedy}`, options);
    this.name = 'EmbeddedServerError';
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
