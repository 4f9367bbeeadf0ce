import type {Report} from '../health/judge.ts';
import type {Snapshot} from '../health/snapshot.ts';
import {clean} from '../ui/text.ts';
import {checkStatus, describeMetrics, type Metric} from './metrics.ts';
import type {Verdict} from './verdict.ts';

/** The text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function formatPrometheus(snapshot: Snapshot, report: Report, verdict: Verdict): string {
  return describeMetrics(snapshot, report, verdict).map(formatMetric).join('');
}

/** What is told where no verdict was reached. */
export function formatPrometheusFailure(area: string, status: Verdict['status']): string {
  return formatMetric(checkStatus(area, status));
}

function formatMetric({name, type, help, samples}: Metric): string {
  const lines = samples.map(({labels = {}, value}) => `${name}${formatLabels(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...new Set(lines), ''].join('\n');
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return clean(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
