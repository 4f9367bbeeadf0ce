import type {AnnotatedNode, AnnotatedPlan, InsightSeverity} from '../annotated-plan.ts';

/** What a rule has to say, if anything. */
export interface Remark {
  readonly severity: InsightSeverity;
  readonly text: string;
}

/** A rule on one node. */
export interface NodeRule {
  readonly id: string;
  check(node: AnnotatedNode, plan: AnnotatedPlan): Remark | null;
}

/** A rule on the whole statement. */
export interface PlanRule {
  readonly id: string;
  check(plan: AnnotatedPlan): Remark | readonly Remark[] | null;
}
