import {expect, it} from 'vitest';
import {covers, orderViews, type PipelineView} from '../../../src/pipeline/view-order.ts';

const view = (viewName: string, ...reads: string[]): PipelineView => ({viewName, reads, freshFromMs: null});
const names = (...views: PipelineView[]) => orderViews(views).map(({viewName}) => viewName);

it('puts sources before their readers, and else goes by name', () => {
  expect(names(view('a', 'c'), view('b'), view('c', 'd'), view('d'))).toEqual(['d', 'c', 'a', 'b']);
});

it('leaves out sources that are not pipeline views', () => {
  expect(names(view('a', 'elsewhere'))).toEqual(['a']);
});

it('ends in spite of a cycle, with every view once', () => {
  expect(names(view('a', 'b'), view('b', 'a')).toSorted()).toEqual(['a', 'b']);
});

it('counts age from the start of a refresh', () => {
  expect(covers({...view('a'), freshFromMs: 10}, 10)).toBe(true);
  expect(covers({...view('a'), freshFromMs: 9}, 10)).toBe(false);
  expect(covers(view('a'), 0)).toBe(false);
});
