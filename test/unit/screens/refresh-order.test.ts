import {describe, expect, it} from 'vitest';
import {inDependencyOrder, readsAny} from '../../../src/screens/views/refresh-order.ts';
import type {ShownView} from '../../../src/screens/views/views.state.ts';

/** Of a view only its name and what it reads matter here. */
function view(name: string, ...reads: readonly string[]): ShownView {
  const relations = {reads: reads.map(source => ({schema: 'public', name: source, kind: 'm'}))};
  return {key: `public.${name}`, title: name, relations} as unknown as ShownView;
}

const titles = (views: readonly ShownView[]) => views.map(({title}) => title);

describe('inDependencyOrder', () => {
  it('puts sources before those that read them, and leaves the rest in its order', () => {
    const views = [
      view('top', 'left', 'right'),
      view('alone'),
      view('right', 'base'),
      view('left', 'base'),
      view('base'),
    ];
    expect(titles(inDependencyOrder(views))).toEqual(['base', 'left', 'right', 'top', 'alone']);
  });

  it('leaves out sources that were not asked for', () => {
    expect(titles(inDependencyOrder([view('top', 'base')]))).toEqual(['top']);
  });

  it('ends where views seem to read each other', () => {
    expect(titles(inDependencyOrder([view('one', 'other'), view('other', 'one')]))).toEqual(['other', 'one']);
  });
});

it('readsAny knows who would only copy old data', () => {
  const failed = new Set(['public.base']);
  expect(readsAny(view('left', 'base'), failed)).toBe(true);
  expect(readsAny(view('base'), failed)).toBe(false);
  expect(readsAny(view('alone', 'other'), failed)).toBe(false);
});
