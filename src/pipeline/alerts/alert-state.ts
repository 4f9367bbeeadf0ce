import type {FindingSeverity} from '../../health/finding.ts';

/** What is remembered of one finding: a row of analytics_alert_state. Times are of the server's clock. */
export interface AlertState {
  /** As `findingKey` gives it. */
  readonly key: string;
  readonly ruleId: string;
  /** Untrusted text. */
  readonly object: string;
  readonly jobId: number | null;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly remedy: string;
  /** As the finding dates itself. */
  readonly since: Date | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Looks in a row that found it with this severity. */
  readonly seenCount: number;
  /** Looks in a row that did not find it. */
  readonly unseenCount: number;
  /** The key of the finding that it only follows from. */
  readonly silencedBy: string | null;
  /** What the channels were told last; null where they believe that all is well. */
  readonly toldSeverity: FindingSeverity | null;
  readonly lastSentAt: Date | null;
  /** Looks that found it since the last message and sent none. */
  readonly suppressedCount: number;
  readonly mutedUntil: Date | null;
  readonly acknowledgedUntil: Date | null;
  /** Over since then; null while it lasts. */
  readonly resolvedAt: Date | null;
}
