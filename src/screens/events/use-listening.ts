import {useContext, useEffect} from 'react';
import {ClockContext, useNow} from '../../app/live/clock.ts';
import {useServices} from '../../app/services.ts';
import type {ListenState} from '../../db/listen-state.ts';
import {useTheme} from '../../ui/theme.ts';
import {linkSegment} from './events-summary.ts';

/**
 * How the listener is, and the moment that this is told of. Both move when the words about them do, or the rate of the
 * events; a heartbeat alone is nothing to draw.
 */
export function useListening(newest: Date | undefined): {listening: ListenState; moment: Date} {
  const {events, listener} = useServices();
  const {glyphs} = useTheme();
  const clock = useContext(ClockContext);
  useEffect(() => listener.subscribe(clock.look), [listener, clock]);
  const isBusy = events.totals(new Date()).perSecond.some(count => count > 0);
  const now = useNow(
    moment => {
      const link = listener.state();
      return JSON.stringify([link.link, linkSegment(link, moment, glyphs), events.totals(moment).perSecond]);
    },
    {bySecond: isBusy || listener.state().link !== 'live'},
  );
  // Events may have come since.
  return {listening: listener.state(), moment: newest && newest > now ? newest : now};
}
