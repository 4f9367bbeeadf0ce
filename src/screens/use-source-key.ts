import {chooseSource} from '../app/choose-source.ts';
import {useServices} from '../app/services.ts';
import {useShell} from '../app/shell/shell-actions.ts';
import type {MetricChoice} from '../config/metric-choice.ts';

/** What a press of the key chooses next: first the source that is not read as a rule. */
const next: Readonly<Record<MetricChoice, MetricChoice>> = {
  auto: 'scheduled',
  scheduled: 'live',
  live: 'auto',
};

/** The key that changes what the metrics on a screen are read from. */
export function useSourceKey(missing: boolean): {run: () => void; disabled: string | undefined} {
  const {database} = useServices();
  const shell = useShell();
  const {hasTwins} = database.lastReading();
  return {
    run: () => void chooseSource(database, next[database.sourceChoice()], shell),
    disabled: missing
      ? 'the pipeline is not installed'
      : hasTwins
        ? undefined
        : 'there are no live twins that this role may read',
  };
}
