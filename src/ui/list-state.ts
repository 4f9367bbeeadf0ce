import {followIndex} from './list-window.ts';

export interface Sort {
  /** A column's id. */
  column: string;
  descending: boolean;
}

/** Where a person is in a list. The cursor is a row's key, never an index, so that new data does not move it. */
export interface ListState {
  /** The row under the cursor. It may be gone from the rows of the moment: look it up before acting on it. */
  selectedKey: string | null;
  /** The first row shown. */
  top: number;
  /** Columns that were scrolled past. */
  shift: number;
  /** Without a sort the list stands in its screen's own order. */
  sort: Sort | null;
  filter: string;
  faultsOnly: boolean;
  /** Keys of marked rows. A filter may hide some: act on those that are shown. */
  marked: ReadonlySet<string>;
  /** The rows last seen, to find the neighbour of a row that is gone. */
  keys: readonly string[];
}

/** The keys of the rows shown, in their order, and how many of them the screen shows at once. */
interface Shown {
  keys: readonly string[];
  height: number;
}

export type ListAction =
  | ({type: 'rows' | 'first' | 'last' | 'mark'} & Shown)
  | ({type: 'move' | 'page' | 'half-page'; by: number} & Shown)
  | ({type: 'select'; key: string} & Shown)
  | {type: 'unmark-all'}
  | {type: 'sort-next'; by: number; columns: readonly string[]}
  | {type: 'sort-flip'}
  | {type: 'shift'; by: number; most: number}
  | {type: 'sort'; sort: Sort | null}
  | {type: 'filter'; filter: string}
  | {type: 'faults'};

export function createListState(from: Partial<ListState> = {}): ListState {
  return {
    selectedKey: null,
    top: 0,
    shift: 0,
    sort: null,
    filter: '',
    faultsOnly: false,
    marked: new Set(),
    keys: [],
    ...from,
  };
}

export function listReducer(state: ListState, action: ListAction): ListState {
  switch (action.type) {
    case 'rows':
      return settle(state, action);
    case 'move':
      return moveBy(state, action, action.by);
    case 'page':
      return moveBy(state, action, action.by * Math.max(1, action.height - 1));
    case 'half-page':
      return moveBy(state, action, action.by * Math.max(1, Math.floor(action.height / 2)));
    case 'first':
      return moveBy(state, action, -action.keys.length);
    case 'last':
      return moveBy(state, action, action.keys.length);
    case 'select':
      return action.keys.includes(action.key) ? settle({...state, selectedKey: action.key}, action) : state;
    case 'mark':
      return toggleMark(settle(state, action), action.keys);
    case 'unmark-all':
      return {...state, marked: new Set()};
    case 'sort-next':
      return {...state, sort: nextSort(state.sort, action.columns, action.by)};
    case 'sort-flip':
      return state.sort === null
        ? state
        : {...state, sort: {...state.sort, descending: !state.sort.descending}};
    case 'shift':
      return {...state, shift: Math.max(0, Math.min(action.most, state.shift + action.by))};
    case 'sort':
      return {...state, sort: action.sort};
    case 'filter':
      return {...state, filter: action.filter};
    case 'faults':
      return {...state, faultsOnly: !state.faultsOnly};
  }
}

/**
 * Brings the cursor in line with the rows shown now: it stays on its row, falls to the nearest neighbour when the
 * row is gone, and is kept while the list is empty. Returns the same state when nothing changed.
 */
function settle(state: ListState, {keys, height}: Shown): ListState {
  if (keys.length === 0) return state;
  let index = state.selectedKey === null ? 0 : keys.indexOf(state.selectedKey);
  if (index < 0) index = nearestNeighbour(state, keys);
  const selectedKey = keys[index] ?? null;
  const top = followIndex(state.top, index, keys.length, height);
  if (selectedKey === state.selectedKey && top === state.top && keys === state.keys) return state;
  return {...state, selectedKey, top, keys};
}

function moveBy(state: ListState, shown: Shown, by: number): ListState {
  const settled = settle(state, shown);
  const last = shown.keys.length - 1;
  if (last < 0 || settled.selectedKey === null) return settled;
  const index = Math.max(0, Math.min(last, shown.keys.indexOf(settled.selectedKey) + by));
  return settle({...settled, selectedKey: shown.keys[index] ?? null}, shown);
}

/** The row that stood closest to the one that is gone and is still there; the one below before the one above. */
function nearestNeighbour(state: ListState, keys: readonly string[]): number {
  const before = state.selectedKey === null ? -1 : state.keys.indexOf(state.selectedKey);
  if (before < 0) return 0;
  const places = new Map(keys.map((key, index) => [key, index]));
  for (let distance = 1; distance < state.keys.length; distance += 1) {
    for (const neighbour of [before + distance, before - distance]) {
      const key = state.keys[neighbour];
      const place = key === undefined ? undefined : places.get(key);
      if (place !== undefined) return place;
    }
  }
  return Math.min(before, keys.length - 1);
}

function toggleMark(state: ListState, keys: readonly string[]): ListState {
  const {selectedKey} = state;
  if (selectedKey === null || !keys.includes(selectedKey)) return state;
  const marked = new Set(state.marked);
  if (!marked.delete(selectedKey)) marked.add(selectedKey);
  return {...state, marked};
}

/** Goes through the columns and, between the last and the first, the screen's own order. */
function nextSort(sort: Sort | null, columns: readonly string[], by: number): Sort | null {
  const stops = [null, ...columns];
  const at = stops.indexOf(sort?.column ?? null);
  const column = stops[(Math.max(0, at) + by + stops.length) % stops.length] ?? null;
  return column === null ? null : {column, descending: false};
}
