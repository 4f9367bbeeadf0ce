import type {Finding} from '../health/finding.ts';
import {headlines, type Measure} from './measures.ts';
import {isAlarm, type NagiosRange} from './nagios-range.ts';
import {type Verdict, worstOf} from './verdict.ts';

/** The ranges of `-w` and `-c`. */
export interface Limits {
  readonly warning: NagiosRange | null;
  readonly critical: NagiosRange | null;
}

/** The verdict with what the person's own ranges say of the area's headline; the rules' findings stay. */
export function applyLimits(
  verdict: Verdict,
  measures: readonly Measure[],
  limits: Limits,
  now: Date,
): Verdict {
  const {area} = verdict;
  if (area === 'all') return verdict;
  const headline = measures.find(each => each.area === area);
  if (!headline) return verdict;
  const broken = (['critical', 'warning'] as const).find(
    severity => limits[severity] !== null && isAlarm(headline.value, limits[severity]),
  );
  if (!broken) return verdict;
  const finding: Finding = {
    id: `${area}.limit`,
    area,
    severity: broken,
    object: headline.label,
    message: `${headline.label} is ${headline.value}${headline.unit}, outside of ${limits[broken]?.text}`,
    remedy: `It counts the ${headlines[area]}.`,
    since: now,
  };
  return {
    ...verdict,
    status: worstOf([verdict.status, broken]),
    findings: [finding, ...verdict.findings],
  };
}
