import {expect, it, vi} from 'vitest';
import {createListenerView} from '../../../../src/app/events/listener-view.ts';
import {newListenState} from '../../../../src/db/listen-state.ts';

it('tells subscribers of each state, with a round trip that stands still while it only jitters', () => {
  const {view, update} = createListenerView(['a']);
  const subscriber = vi.fn<() => void>();
  const leave = view.subscribe(subscriber);
  const told = [null, 12, 0.4, 3.1, 0.2, 40, 44, 19, null].map(roundTripMs => {
    update({...newListenState(), roundTripMs});
    return view.state().roundTripMs;
  });
  expect(told).toEqual([null, 12, 0.4, 0.4, 0.4, 40, 40, 19, null]);
  expect(subscriber).toHaveBeenCalledTimes(told.length);
  leave();
  update(newListenState());
  expect(subscriber).toHaveBeenCalledTimes(told.length);
});
