import type {RuleFinding} from '../../rule.ts';
import type {StandbySnapshot} from '../../snapshot/standby.ts';
import type {Snapshot} from '../../snapshot.ts';

/** What a rule finds at the standby that metrics are read from; nothing where none was named. */
export function aboutStandby(
  {standby}: Snapshot,
  find: (standby: StandbySnapshot) => readonly RuleFinding[],
): readonly RuleFinding[] {
  return standby ? find(standby) : [];
}
