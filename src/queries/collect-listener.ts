import type {ListenState} from '../db/listen-state.ts';
import {echoNotification} from '../db/notification-echo.ts';
import {toProblem} from '../db/problem.ts';
import {type Known, known, unknown} from '../health/known.ts';
import type {ListenerSnapshot} from '../health/snapshot/listener.ts';
import type {Database} from './database.ts';

/** The listen session of the monitor, as it stands now. */
export function describeListener(state: ListenState, channels: readonly string[]): ListenerSnapshot {
  return {
    channels,
    // Health tells deafness by the echo.
    link: state.link === 'deaf' ? 'live' : state.link,
    since: state.since,
    heardAt: state.heardAt,
    roundTripMs: state.roundTripMs,
    reconnects: state.reconnects,
    gaps: state.gaps,
    problem: state.problem === null ? null : `${state.problem.what}: ${state.problem.why}`,
    echo: state.echo,
  };
}

/**
 * Tries out, for programs that do not listen all the time, whether a notification arrives here at all. A standby
 * takes no LISTEN: there nothing can be known.
 */
export async function collectListener(
  database: Database,
  options: {timeoutMs?: number} = {},
): Promise<Known<ListenerSnapshot>> {
  const facts = await database.facts();
  if (facts.in_recovery) {
    return unknown('this server is a standby, where nobody can listen', 'Check against the primary.');
  }
  const startedAt = new Date();
  const untried = {channels: [], reconnects: 0, gaps: 0} as const;
  try {
    const echo = await echoNotification(database.connection, options);
    return known({
      ...untried,
      link: 'live',
      since: startedAt,
      heardAt: new Date(),
      roundTripMs: echo.tookMs,
      problem: null,
      echo,
    });
  } catch (error) {
    const {what, why} = toProblem(error);
    return known({
      ...untried,
      link: 'lost',
      since: startedAt,
      heardAt: null,
      roundTripMs: null,
      problem: `${what}: ${why}`,
      echo: null,
    });
  }
}
