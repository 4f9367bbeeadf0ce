import {useCallback, useEffect, useRef} from 'react';
import {type ExplainRequest, useExplainRequest} from '../../app/explain-request.ts';
import {useRemembered, useRememberedReducer} from '../../app/memory.ts';
import {useServices} from '../../app/services.ts';
import {ExplainError, toExplainProblem} from '../../db/explain/explain-error.ts';
import {type ExplainOutcome, runExplain} from '../../db/explain-sandbox.ts';
import {annotatePlan} from '../../plan/annotate-plan.ts';
import type {Database} from '../../queries/database.ts';
import {type ExplainState, explainReducer, locate, noExplain, requestKeyOf} from './explain.state.ts';

/** In the planner's units; a statement above it is run only after a question. Some ten seconds on a fast machine. */
export const costLimit = 1_000_000;

export interface ExplainRunner {
  readonly state: ExplainState;
  /** `anyCost` runs it however costly the planner thinks it is. */
  start(request: ExplainRequest, anyCost?: boolean): void;
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
    (request: ExplainRequest, anyCost = false) => {
      running.current?.abort();
      const stop = new AbortController();
      running.current = stop;
      const isCurrent = () => running.current === stop;
      dispatch({type: 'start', request, at: new Date()});
      void explainRequest(database, request, anyCost, stop.signal).then(
        outcome => {
          if (!isCurrent()) return;
          const {sql, analyzed, cost, serverVersion} = outcome;
          const plan = annotatePlan(outcome.plan);
          const run = {requestKey: requestKeyOf(request), plan, analyzed, cost, sql, serverVersion};
          dispatch({type: 'finish', run});
        },
        async error => {
          if (!isCurrent()) return;
          const position = error instanceof ExplainError ? error.position : undefined;
          const place =
            position === undefined ? null : locate(await database.textOf(request.query), position);
          dispatch({type: 'fail', problem: toExplainProblem(error), place});
        },
      );
    },
    [database, dispatch],
  );

  // Each press of the key is answered once, also when the screen is left and opened again meanwhile.
  const [answered, setAnswered] = useRemembered<ExplainRequest | null>('explain answered', null);
  // A run that was cut off by leaving the screen begins anew.
  const isCutOff = state.phase.status === 'running' && running.current === null;
  const due = wanted !== answered ? wanted : isCutOff ? state.request : null;
  useEffect(() => {
    if (!due) return;
    setAnswered(wanted);
    start(due);
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
    cancel: () => running.current?.abort(),
    back: () => dispatch({type: 'back'}),
  };
}

/** Runs the query in the sandbox and writes what was sent into the log, also when it failed. */
async function explainRequest(
  database: Database,
  {query, params}: ExplainRequest,
  anyCost: boolean,
  signal: AbortSignal,
): Promise<ExplainOutcome> {
  const text = await database.textOf(query);
  const parsed: Readonly<Record<string, unknown>> = query.params.parse(params);
  const at = new Date();
  const startedMs = performance.now();
  const record = (sql: string, rowCount: number | null, error: string | null) =>
    database.log.add({
      at,
      name: `explain ${query.name}`,
      sql,
      durationMs: performance.now() - startedMs,
      rowCount,
      error,
    });
  try {
    const outcome = await runExplain({
      connection: database.connection,
      schema: database.options.schema,
      text,
      params: Object.keys(query.params.shape).map(key => parsed[key] ?? null),
      analyze: true,
      signal,
      ...(anyCost ? {} : {costLimit}),
    });
    record(outcome.sql, 1, null);
    return outcome;
  } catch (error) {
    record(text, null, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
