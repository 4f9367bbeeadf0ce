import {useServerFacts} from './live/use-server-facts.ts';
import {useServices} from './services.ts';

/** Why nothing can be changed here, as the reason of a key that does nothing; undefined where it can. */
export function useWhyReadOnly(): string | undefined {
  const {database} = useServices();
  const facts = useServerFacts(true);
  if (database.options.readOnly) return 'this session is read-only';
  return facts?.in_recovery
    ? 'this server is a standby, which only reads; connect to the primary'
    : undefined;
}
