import {createContext, useContext} from 'react';

/** The moment as the screen shows it; it moves once a second. */
export const ClockContext = createContext<Date>(new Date());

export function useNow(): Date {
  return useContext(ClockContext);
}
