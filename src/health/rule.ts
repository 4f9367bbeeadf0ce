import type {Area, Finding} from './finding.ts';
import type {Memory} from './memory.ts';
import type {Snapshot} from './snapshot.ts';
import type {Thresholds} from './thresholds.ts';

/** What a rule finds; its id and area are added by the engine. */
export type RuleFinding = Omit<Finding, 'id' | 'area'>;

/** A rule could not look: why, and what would let it. */
export interface Unchecked {
  readonly unchecked: string;
  readonly remedy: string;
}

export interface RuleInput {
  readonly snapshot: Snapshot;
  /** What this look and the ones before it left behind, for rules that need two. */
  readonly memory: Memory;
  readonly thresholds: Thresholds;
}

/** One way to be unwell. One rule a file, in `rules/AREA/`. */
export interface Rule {
  readonly id: string;
  readonly area: Area;
  /** What was looked at, as Doctor lists what passed. */
  readonly title: string;
  /** Where the rule and its threshold come from. */
  readonly source: string;
  /** Rules that, when they find anything at all, make this one's findings mere consequences. */
  readonly silencedBy?: readonly string[];
  /** Rules that do so for the same object only. */
  readonly silencedOnObjectBy?: readonly string[];
  check(input: RuleInput): readonly RuleFinding[] | Unchecked;
}
