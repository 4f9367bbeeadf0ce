import {createContext, useContext} from 'react';
import type {Query} from '../queries/define-query.ts';

/** A question whose plan is wanted, with the parameters it has on the screen. */
export interface ExplainRequest {
  readonly query: Query;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The request of the moment; a new object for each press of the key. */
export const ExplainRequestContext = createContext<ExplainRequest | null>(null);

export function useExplainRequest(): ExplainRequest | null {
  return useContext(ExplainRequestContext);
}
