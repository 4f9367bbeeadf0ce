import type {Report} from '../../health/judge.ts';
import type {Snapshot} from '../../health/snapshot.ts';

/** What screens draw of a report: two with the same picture look alike, whenever they were made. */
export function pictureOfReport(report: Report, {serverNow, handling, pipeline}: Snapshot): unknown {
  const {findings, silenced, passed, unchecked} = report;
  // What is found for the first time has no moment to be told yet.
  const dated = findings.map(({since}) => since !== null && since < serverNow);
  const installation = pipeline.known ? pipeline.value.installation : null;
  const hasPipeline = installation?.known && installation.value !== null;
  return {findings, dated, silenced, passed, unchecked, handling, hasPipeline};
}
