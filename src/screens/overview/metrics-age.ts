import type {MetricChoice} from '../../config/metric-choice.ts';
import {valueOr} from '../../health/known.ts';
import {metricsOrigin} from '../../health/metrics-origin.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import {chooseSource, type Reading, readWithoutTwins} from '../../queries/metric-source.ts';
import type {Segment} from '../../ui/segment.ts';
import {readingAge} from '../data-age.ts';

/** What Lanes and Agents read, by the latest look at everything, and how old that is. Empty without a pipeline. */
export function metricsAge(snapshot: Snapshot, choice: MetricChoice): Segment[] {
  const reading = readingOf(snapshot, choice);
  return reading ? readingAge(reading) : [];
}

function readingOf(snapshot: Snapshot, choice: MetricChoice): Reading | null {
  const {pipeline, serverNow} = snapshot;
  const origin = metricsOrigin(snapshot);
  if (origin === null || !pipeline.known) return null;
  const twins = valueOr(pipeline.value.installation, null)?.twins ?? null;
  if (twins === null) return {...readWithoutTwins(choice), dataFrom: origin.dataFrom, serverNow};
  const {isComplete, shownUntil, viewsFrom, seenAt} = twins;
  return chooseSource(
    {is_complete: isComplete, shown_until: shownUntil, scheduled_from: viewsFrom, server_now: seenAt},
    choice,
  );
}
