import {useEffect, useState} from 'react';
import {useServices} from '../../app/services.ts';
import {toExplainProblem} from '../../db/explain/explain-error.ts';
import type {Query} from '../../queries/define-query.ts';

/** The text of a query as it would be sent, or why it is not; empty until that is known. */
export function useQueryText(query: Query | null): string {
  const {database} = useServices();
  const [known, setKnown] = useState<{query: Query; text: string} | null>(null);
  useEffect(() => {
    if (query === null) return undefined;
    let isCurrent = true;
    const keep = (text: string) => isCurrent && setKnown({query, text});
    void database.textOf(query).then(keep, error => {
      const {what, why, remedy} = toExplainProblem(error);
      keep(`${what}\n${why}\n${remedy}`);
    });
    return () => {
      isCurrent = false;
    };
  }, [database, query]);
  return known !== null && known.query === query ? known.text : '';
}
