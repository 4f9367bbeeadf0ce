import type {Finding} from '../health/finding.ts';
import type {Report} from '../health/judge.ts';
import type {MetricsOrigin} from '../health/metrics-origin.ts';
import type {Rule} from '../health/rule.ts';
import {type Verdict, worstOf} from './verdict.ts';

/** Grows when a field changes its meaning or goes; new fields do not count. */
const version = 1;

/** The shape of `check --format json`. */
export function formatCheckJson(verdict: Verdict, metrics: MetricsOrigin | null): string {
  return print({
    version,
    area: verdict.area,
    status: verdict.status,
    metrics: describeOrigin(metrics),
    findings: verdict.findings.map(describeFinding),
    unchecked: describeUnchecked(verdict),
  });
}

/** `check --format json` where no verdict was reached. */
export function formatFailureJson(area: string, status: string, message: string): string {
  const finding = {id: 'check.failed', severity: status, object: area, message, remedy: '', since: null};
  return print({version, area, status, metrics: null, findings: [finding], unchecked: []});
}

/** The shape of `doctor --format json`. */
export function formatDoctorJson(
  report: Report,
  rules: readonly Rule[],
  metrics: MetricsOrigin | null,
): string {
  return print({
    version,
    status: worstOf([
      ...report.findings.map(({severity}) => severity),
      ...(report.unchecked.length > 0 ? ['unknown' as const] : []),
    ]),
    metrics: describeOrigin(metrics),
    findings: report.findings.map(describeFinding),
    consequences: report.silenced.map(({finding, by}) => ({...describeFinding(finding), cause: by.id})),
    unchecked: describeUnchecked(report),
    passed: rules.filter(({id}) => report.passed.includes(id)).map(({id, title}) => ({id, title})),
  });
}

function describeOrigin(metrics: MetricsOrigin | null) {
  if (metrics === null) return null;
  const {source, dataFrom, ageMs} = metrics;
  return {source, dataFrom, ageSeconds: ageMs === null ? null : ageMs / 1000};
}

function describeFinding({id, area, severity, object, message, remedy, since}: Finding) {
  return {id, area, severity, object, message, remedy, since};
}

function describeUnchecked({unchecked}: Pick<Report, 'unchecked'>) {
  return unchecked.map(({rule, why, remedy}) => ({id: rule.id, title: rule.title, why, remedy}));
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
