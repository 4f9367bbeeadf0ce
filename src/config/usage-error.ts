/** Wrong usage: exit code 2. `action` says what to do instead. */
export class UsageError extends Error {
  readonly action: string;

  constructor(message: string, action: string) {
    super(message);
    this.name = 'UsageError';
    this.action = action;
  }
}
