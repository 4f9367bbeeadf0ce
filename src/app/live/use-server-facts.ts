import {useEffect, useState} from 'react';
import type {ServerFactsRow} from '../../queries/server-facts.ts';
import {useServices} from '../services.ts';

/** What the server is; read again after each loss of the link. */
export function useServerFacts(live: boolean): ServerFactsRow | null {
  const {database} = useServices();
  const [facts, setFacts] = useState<ServerFactsRow | null>(null);
  useEffect(() => {
    if (!live) return;
    let current = true;
    database.facts().then(
      found => current && setFacts(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [database, live]);
  return facts;
}
