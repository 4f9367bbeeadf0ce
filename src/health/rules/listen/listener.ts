import type {RuleFinding, RuleInput, Unchecked} from '../../rule.ts';
import type {ListenerSnapshot} from '../../snapshot/listener.ts';

/** What a rule finds about the session that listens, or why there is nothing to be known of it. */
export function aboutListener(
  {snapshot}: RuleInput,
  find: (listener: ListenerSnapshot) => RuleFinding | null,
): readonly RuleFinding[] | Unchecked {
  const {listener} = snapshot;
  if (!listener.known) return {unchecked: listener.why, remedy: listener.remedy};
  const found = find(listener.value);
  return found ? [found] : [];
}

/** What findings about listening are about. */
export const listenerName = 'listener';
