import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createListState, type ListAction, type ListState, listReducer} from '../../../src/ui/list-state.ts';
import {followIndex, rowsThatFit, visibleWindow} from '../../../src/ui/list-window.ts';

const keys = [...'abcdefghij'];
const height = 4;
const shown = {keys, height};
const run = (state: ListState, ...actions: ListAction[]) => actions.reduce(listReducer, state);
const at = (selectedKey: string, rest: Partial<ListState> = {}) =>
  createListState({selectedKey, keys, ...rest});

describe('the cursor', () => {
  it('starts on the first row', () => {
    expect(run(createListState(), {type: 'rows', ...shown})).toMatchObject({selectedKey: 'a', top: 0});
  });

  it.each<[string, ListAction, string, number]>([
    ['a row down', {type: 'move', by: 1, ...shown}, 'f', 2],
    ['a row up', {type: 'move', by: -1, ...shown}, 'd', 1],
    ['a page down, with one row of it in common', {type: 'page', by: 1, ...shown}, 'h', 4],
    ['half a page up', {type: 'half-page', by: -1, ...shown}, 'c', 1],
    ['to the last', {type: 'last', ...shown}, 'j', 6],
    ['to the first', {type: 'first', ...shown}, 'a', 0],
    ['past the end', {type: 'move', by: 99, ...shown}, 'j', 6],
    ['to a row by name', {type: 'select', key: 'b', ...shown}, 'b', 1],
    ['nowhere for a name that is not there', {type: 'select', key: 'zz', ...shown}, 'e', 1],
  ])('moves %s', (_, action, selectedKey, top) => {
    expect(run(at('e', {top: 1}), action)).toMatchObject({selectedKey, top});
  });

  it('stays on its row when the order changes, and in sight', () => {
    const state = run(at('b'), {type: 'rows', keys: keys.toReversed(), height});
    expect(state).toMatchObject({selectedKey: 'b', top: 5});
  });

  it('falls to the nearest neighbour when its row is gone', () => {
    expect(run(at('e'), {type: 'rows', keys: [...'abcdfghij'], height}).selectedKey).toBe('f');
    expect(run(at('e'), {type: 'rows', keys: [...'abcd'], height}).selectedKey).toBe('d');
    expect(run(at('e'), {type: 'rows', keys: [...'xyz'], height}).selectedKey).toBe('z');
  });

  it('comes back to its row after the list was empty', () => {
    const state = run(at('e'), {type: 'rows', keys: [], height}, {type: 'rows', ...shown});
    expect(state.selectedKey).toBe('e');
  });

  it('is the same state when nothing changed', () => {
    const state = run(createListState(), {type: 'rows', ...shown});
    expect(listReducer(state, {type: 'rows', ...shown})).toBe(state);
  });

  it('is on a shown row and in sight after any actions', () => {
    const anyShown = fc.record({
      keys: fc.uniqueArray(fc.constantFrom(...keys), {minLength: 1}),
      height: fc.integer({min: 1, max: 12}),
    });
    const anyAction = anyShown.chain(some =>
      fc
        .oneof(
          fc.constantFrom<ListAction>(
            {type: 'rows', ...some},
            {type: 'first', ...some},
            {type: 'last', ...some},
            {type: 'mark', ...some},
          ),
          fc
            .record({type: fc.constantFrom('move', 'page', 'half-page'), by: fc.integer({min: -20, max: 20})})
            .map((move): ListAction => ({...move, ...some})),
        )
        .map(action => ({action, some})),
    );
    fc.assert(
      fc.property(fc.array(anyAction, {minLength: 1}), steps => {
        let state = createListState();
        for (const {action, some} of steps) {
          state = listReducer(state, action);
          const index = some.keys.indexOf(state.selectedKey ?? '');
          const {from, to} = visibleWindow(state, some.keys.length, some.height);
          expect(index).toBeGreaterThanOrEqual(from);
          expect(index).toBeLessThan(to);
          expect(to - from).toBe(Math.min(some.height, some.keys.length));
        }
      }),
    );
  });
});

describe('sorting', () => {
  const columns = ['name', 'took'];
  it('goes through the columns and back to the own order', () => {
    const next: ListAction = {type: 'sort-next', by: 1, columns};
    expect(run(createListState(), next).sort).toEqual({column: 'name', descending: false});
    expect(run(createListState(), next, next).sort?.column).toBe('took');
    expect(run(createListState(), next, next, next).sort).toBeNull();
    expect(run(createListState(), {...next, by: -1}).sort?.column).toBe('took');
  });

  it('flips only what is sorted', () => {
    expect(run(createListState(), {type: 'sort-flip'}).sort).toBeNull();
    const state = run(createListState({sort: {column: 'took', descending: false}}), {type: 'sort-flip'});
    expect(state.sort).toEqual({column: 'took', descending: true});
  });
});

describe('marks and filters', () => {
  it('marks the row under the cursor and takes the mark away again', () => {
    const marked = run(at('e'), {type: 'mark', ...shown});
    expect([...marked.marked]).toEqual(['e']);
    expect(run(marked, {type: 'mark', ...shown}).marked.size).toBe(0);
    expect(run(marked, {type: 'unmark-all'}).marked.size).toBe(0);
  });

  it('keeps the filter and the faults switch', () => {
    const state = run(at('e'), {type: 'filter', filter: '!ok'}, {type: 'faults'});
    expect(state).toMatchObject({filter: '!ok', faultsOnly: true, selectedKey: 'e'});
    expect(run(state, {type: 'faults'}).faultsOnly).toBe(false);
  });
});

describe('the window', () => {
  it('keeps a line for the header and, where needed, one for the position', () => {
    expect(rowsThatFit(10, 9)).toBe(9);
    expect(rowsThatFit(10, 10)).toBe(8);
    expect(rowsThatFit(2, 50)).toBe(1);
    expect(rowsThatFit(1, 50)).toBe(0);
    expect(rowsThatFit(0, 50)).toBe(0);
  });

  it('leaves no empty lines at the end', () => {
    expect(followIndex(8, -1, 10, 4)).toBe(6);
    expect(followIndex(8, -1, 2, 4)).toBe(0);
    expect(visibleWindow({top: 99}, 10, 4)).toEqual({from: 6, to: 10});
    expect(visibleWindow({top: 0}, 0, 4)).toEqual({from: 0, to: 0});
  });
});
