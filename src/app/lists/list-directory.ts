import {createContext} from 'react';
import type {Sort} from '../../ui/list-state.ts';

/** What a command may do to the list that has the keys. */
export interface ListHandle {
  /** Ids of the columns that it can be sorted by. */
  readonly sortable: readonly string[];
  setFilter(filter: string): void;
  setSort(sort: Sort | null): void;
}

/** The lists on the screen; the one that came last has the keys. */
export class ListDirectory {
  #lists: (() => ListHandle)[] = [];

  /** `read` gives the list as it is at the moment. Gives back what takes it away again. */
  add(read: () => ListHandle): () => void {
    this.#lists.push(read);
    return () => {
      this.#lists = this.#lists.filter(other => other !== read);
    };
  }

  current(): ListHandle | undefined {
    return this.#lists.at(-1)?.();
  }
}

export const ListDirectoryContext = createContext(new ListDirectory());
