import type {Finding} from '../../health/finding.ts';
import type {Report} from '../../health/judge.ts';
import {Empty} from '../../ui/states.tsx';

const reasons = ['cron.standby', 'cron.kept-elsewhere', 'cron.extension-missing', 'cron.blind'];

/** Why there are no jobs to show, where it is not that there are none; undefined where nothing stands in the way. */
export function whyNoJobs({findings}: Pick<Report, 'findings'>): Finding | undefined {
  return reasons.map(id => findings.find(finding => finding.id === id)).find(found => found !== undefined);
}

/** Says why there is nothing to see, and what to do about it. */
export function CronMissing({reason, width}: {reason: Finding; width: number}) {
  const {message, remedy} = reason;
  return <Empty what={` No job is visible: ${message}.`} hint={remedy} width={width} />;
}
