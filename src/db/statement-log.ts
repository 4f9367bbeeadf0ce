/** One statement that lanewatch sent. */
export interface StatementRecord {
  readonly id: number;
  readonly at: Date;
  /** The query's name, or what the action does. */
  readonly name: string;
  readonly sql: string;
  readonly durationMs: number;
  /** Rows that came back; null where the statement failed. */
  readonly rowCount: number | null;
  readonly error: string | null;
}

export interface StatementTotals {
  readonly statements: number;
  readonly failed: number;
  readonly durationMs: number;
}

/** Everything lanewatch sent in this session, the latest `capacity` of it in full. */
export class StatementLog {
  readonly #capacity: number;
  #records: StatementRecord[] = [];
  #statements = 0;
  #failed = 0;
  #durationMs = 0;

  constructor(capacity = 500) {
    this.#capacity = capacity;
  }

  add(record: Omit<StatementRecord, 'id'>): void {
    this.#statements += 1;
    if (record.error !== null) this.#failed += 1;
    this.#durationMs += record.durationMs;
    this.#records.push({id: this.#statements, ...record});
    if (this.#records.length > this.#capacity) this.#records = this.#records.slice(-this.#capacity);
  }

  /** Oldest first. */
  get records(): readonly StatementRecord[] {
    return this.#records;
  }

  get totals(): StatementTotals {
    return {statements: this.#statements, failed: this.#failed, durationMs: this.#durationMs};
  }
}
