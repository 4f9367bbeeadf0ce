/** What people said to a finding: until when nothing is told of it, and until when somebody is on it. */
export interface Handling {
  readonly muted: HandledUntil | null;
  readonly acknowledged: HandledUntil | null;
}

export interface HandledUntil {
  readonly until: Date;
  /** A role of the database; null where it is not known. */
  readonly by: string | null;
}
