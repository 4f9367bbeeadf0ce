import {
  createContext,
  type Dispatch,
  type Reducer,
  useCallback,
  useContext,
  useReducer,
  useState,
} from 'react';

/** What screens remember while another one is shown: cursor, sort, filter. */
export const MemoryContext = createContext(new Map<string, unknown>());

/** `useState` whose value outlives the component, under a name. */
export function useRemembered<Value>(name: string, initial: Value): [Value, (value: Value) => void] {
  const memory = useContext(MemoryContext);
  const [value, setValue] = useState<Value>(() => (memory.has(name) ? (memory.get(name) as Value) : initial));
  const remember = useCallback(
    (next: Value) => {
      memory.set(name, next);
      setValue(next);
    },
    [memory, name],
  );
  return [value, remember];
}

/** `useReducer` whose state outlives the component, under a name. */
export function useRememberedReducer<State, Action>(
  name: string,
  reducer: Reducer<State, Action>,
  initial: State,
): [State, Dispatch<Action>] {
  const memory = useContext(MemoryContext);
  const remembering = useCallback(
    (state: State, action: Action) => {
      const next = reducer(state, action);
      memory.set(name, next);
      return next;
    },
    [memory, name, reducer],
  );
  const stored = memory.has(name) ? (memory.get(name) as State) : initial;
  return useReducer(remembering, stored);
}
