import {createContext, useContext} from 'react';
import type {ToExplain} from '../queries/explain-subject.ts';

/** What somebody wants to see the plan of. */
export type ExplainRequest = ToExplain;

/** The request of the moment; a new object for each press of the key. */
export const ExplainRequestContext = createContext<ExplainRequest | null>(null);

export function useExplainRequest(): ExplainRequest | null {
  return useContext(ExplainRequestContext);
}
