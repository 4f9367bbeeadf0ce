import {createContext, useContext} from 'react';

/** Whether the program is heard instead of seen: a screen reader says what is drawn, line by line. */
export const ReadAloudContext = createContext(false);

export function useReadAloud(): boolean {
  return useContext(ReadAloudContext);
}
