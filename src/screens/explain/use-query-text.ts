import {useEffect, useState} from 'react';
import {useServices} from '../../app/services.ts';
import type {Query} from '../../queries/define-query.ts';

/** The text of a query as it would be sent; empty until it is known, and where it cannot be. */
export function useQueryText(query: Query | null): string {
  const {database} = useServices();
  const [known, setKnown] = useState<{query: Query; text: string} | null>(null);
  useEffect(() => {
    if (query === null) return undefined;
    let isCurrent = true;
    const keep = (text: string) => isCurrent && setKnown({query, text});
    // What keeps it from being known is said by what asks the server.
    void database.textOf(query).then(keep, () => keep(''));
    return () => {
      isCurrent = false;
    };
  }, [database, query]);
  return known !== null && known.query === query ? known.text : '';
}
