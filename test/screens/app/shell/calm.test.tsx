import {Text} from 'ink';
import {expect, it} from 'vitest';
import {useCalmMoment} from '../../../../src/app/live/clock.ts';
import {renderAt} from '../../../support/render-at.tsx';

function Moment({at, isCalm}: {at: string; isCalm: boolean}) {
  return <Text>{useCalmMoment(new Date(at), isCalm).toISOString().slice(11, 19)}</Text>;
}

it.each([
  [true, ['09:41:00', '09:41:00', '09:41:10']],
  [false, ['09:41:01', '09:41:09', '09:41:12']],
])('calm %s: time steps %j', (isCalm, shown) => {
  const moments = ['09:41:01', '09:41:09', '09:41:12'].map(time => `2026-03-02T${time}Z`);
  const terminal = renderAt(<Moment at={moments[0] ?? ''} isCalm={isCalm} />);
  const seen = moments.map(at => {
    terminal.rerender(<Moment at={at} isCalm={isCalm} />);
    return terminal.lastFrame();
  });
  expect(seen).toEqual(shown);
});
