import type {FindingSeverity} from '../../health/finding.ts';

/** Something new or changed, the same again after a while, its end, or a try. */
export type AlertEvent = 'alert' | 'repeat' | 'recovery' | 'test';

/** What a message says of one finding. */
export interface AlertedFinding {
  readonly key: string;
  /** The rule. */
  readonly id: string;
  readonly object: string;
  readonly severity: FindingSeverity;
  /** What was told before; null where nothing was. */
  readonly previousSeverity: FindingSeverity | null;
  readonly message: string;
  readonly remedy: string;
  /** ISO 8601: since when it is so, as far as is known. */
  readonly since: string;
  /** How long it has lasted, or did last. */
  readonly durationMs: number;
  /** Looks that found it since the last message about it and sent none. */
  readonly suppressedCount: number;
  /** What only follows from it. */
  readonly consequences: readonly string[];
}

/** What is decided to be told: the findings of one rule that had the same happen to them in one look. */
export interface AlertDraft {
  readonly event: Exclude<AlertEvent, 'test'>;
  readonly findings: readonly [AlertedFinding, ...AlertedFinding[]];
}

/** The worst of what a draft tells. */
export function severityOf(findings: readonly {severity: FindingSeverity}[]): FindingSeverity {
  const worst = findings.map(({severity}) => severity).sort((one, other) => rank(other) - rank(one));
  return worst[0] ?? 'unknown';
}

const ranks: Readonly<Record<FindingSeverity, number>> = {unknown: 0, warning: 1, critical: 2};

/** Higher is worse; what cannot be seen is the least to be told. */
export function rank(severity: FindingSeverity): number {
  return ranks[severity];
}
