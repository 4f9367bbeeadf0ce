import {useCallback, useEffect, useRef} from 'react';
import {type ExplainRequest, useExplainRequest} from '../../app/explain-request.ts';
import {useRemembered, useRememberedReducer} from '../../app/memory.ts';
import {useServices} from '../../app/services.ts';
import {locate} from '../../db/explain/error-place.ts';
import {ExplainError, toExplainProblem} from '../../db/explain/explain-error.ts';
import {annotatePlan} from '../../plan/annotate-plan.ts';
import type {Database} from '../../queries/database.ts';
import {explainStatement} from '../../queries/explain-statement.ts';
import {findExplainSubject} from '../../queries/explain-subject.ts';
import {
  type ExplainMode,
  type ExplainRun,
  type ExplainState,
  explainReducer,
  noExplain,
  requestKeyOf,
} from './explain.state.ts';

/** In the planner's units; a statement above it is run only after a question. Some ten seconds on a fast machine. */
export const costLimit = 1_000_000;

export interface ExplainRunner {
  readonly state: ExplainState;
  start(request: ExplainRequest, mode?: ExplainMode): void;
  /** Shows a run of before again. */
  show(run: ExplainRun): void;
  cancel(): void;
  back(): void;
}

/** Runs what was asked for, once for each press of the key; leaving the screen cancels. */
export function useExplainRun(): ExplainRunner {
  const {database} = useServices();
  const wanted = useExplainRequest();
  const [state, dispatch] = useRememberedReducer('explain', explainReducer, noExplain);
  const running = useRef<AbortController | null>(null);

  const start = useCallback(
    (request: ExplainRequest, mode: ExplainMode = {}) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      const isCurrent = () => running.current === stop;
      dispatch({type: 'start', request, mode, at: new Date()});
      void explainRequest(database, request, mode, stop.signal).then(
        run => isCurrent() && dispatch({type: 'finish', run}),
        error => {
          if (!isCurrent()) return;
          const {cause, text} = error instanceof Failure ? error : {cause: error, text: ''};
          const place = cause instanceof ExplainError ? locate(text, cause.position) : null;
          dispatch({type: 'fail', problem: toExplainProblem(cause), place});
        },
      );
    },
    [database, dispatch],
  );

  // Each press of the key is answered once, also when the screen is left and opened again meanwhile.
  const [answered, setAnswered] = useRemembered<ExplainRequest | null>('explain answered', null);
  // A run that was cut off by leaving the screen begins anew, but one that may write only when it is asked for.
  const isCutOff = state.phase.status === 'running' && running.current === null;
  const due = wanted !== answered ? wanted : isCutOff ? state.request : null;
  const dueMode = due === wanted ? undefined : {...state.mode, allowWrites: false};
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mode belongs to what is due.
  useEffect(() => {
    if (!due) return;
    setAnswered(wanted);
    start(due, dueMode);
  }, [due, wanted, setAnswered, start]);
  useEffect(
    () => () => {
      running.current?.abort();
      running.current = null;
    },
    [],
  );

  return {
    state,
    start,
    show: run => dispatch({type: 'show', run}),
    cancel: () => running.current?.abort(),
    back: () => dispatch({type: 'back'}),
  };
}

/** What was thrown, with the statement it was thrown about. */
class Failure extends Error {
  readonly text: string;

  constructor(cause: unknown, text: string) {
    super('The statement was not explained.', {cause});
    this.text = text;
  }
}

async function explainRequest(
  database: Database,
  request: ExplainRequest,
  mode: ExplainMode,
  signal: AbortSignal,
): Promise<ExplainRun> {
  const {anyCost, ...options} = mode;
  const at = new Date();
  const subject = await findExplainSubject(database, request, mode);
  try {
    const outcome = await explainStatement(database, subject, {
      ...options,
      analyze: true,
      signal,
      ...(anyCost ? {} : {costLimit}),
    });
    const {sql, analyzed, cost, serverVersion, plan: raw} = outcome;
    const requestKey = requestKeyOf(request);
    return {requestKey, request, at, plan: annotatePlan(raw), raw, analyzed, mode, cost, sql, serverVersion};
  } catch (error) {
    throw new Failure(error, subject.text);
  }
}
