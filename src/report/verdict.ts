import type {Area, Finding} from '../health/finding.ts';
import {compareSeverity} from '../health/job-verdict.ts';
import type {Report, Silenced, UncheckedRule} from '../health/judge.ts';
import {notInstalled} from '../health/rules/not-installed.ts';

export type CheckArea = Area | 'all';
export type Status = 'ok' | 'warning' | 'critical' | 'unknown';

/** What is to be said of one area, or of all. */
export interface Verdict {
  readonly area: CheckArea;
  readonly status: Status;
  readonly findings: readonly Finding[];
  readonly silenced: readonly Silenced[];
  readonly unchecked: readonly UncheckedRule[];
  readonly passedCount: number;
}

/** Exit codes of Nagios plugins: https://nagios-plugins.org/doc/guidelines.html */
export const exitCodes: Readonly<Record<Status, number>> = {ok: 0, warning: 1, critical: 2, unknown: 3};

/** Worst first: what is known to be wrong weighs more than what is not known. */
const order: readonly Status[] = ['critical', 'warning', 'unknown', 'ok'];

export function worstOf(statuses: readonly Status[]): Status {
  return order.find(status => statuses.includes(status)) ?? 'ok';
}

/**
 * The part of a report that concerns an area. What could not be looked at makes the area unknown; only a pipeline that
 * is not installed does so for nobody but those who ask for it.
 */
export function concludeArea(report: Report, area: CheckArea): Verdict {
  const concerns = (candidate: Area) => area === 'all' || candidate === area;
  // The root of what is wrong here may be a matter of another area: then the nearest to it that is of this one counts.
  const known = report.silenced
    .filter(({finding}) => concerns(finding.area))
    .map(({finding, causes}) => ({finding, causes, by: causes.findLast(cause => concerns(cause.area))}));
  const findings = [
    ...report.findings.filter(finding => concerns(finding.area)),
    ...known.filter(({by}) => by === undefined).map(({finding}) => finding),
  ].sort((one, other) => compareSeverity(one.severity, other.severity));
  const unchecked = report.unchecked.filter(
    ({rule, why}) => concerns(rule.area) && (area === 'pipeline' || why !== notInstalled.unchecked),
  );
  return {
    area,
    status: worstOf([
      ...findings.map(({severity}) => severity),
      ...(unchecked.length > 0 ? ['unknown' as const] : []),
    ]),
    findings,
    silenced: known.flatMap(({by, ...rest}) => (by === undefined ? [] : [{...rest, by}])),
    unchecked,
    passedCount: report.passed.filter(id => area === 'all' || id.startsWith(`${area}.`)).length,
  };
}
