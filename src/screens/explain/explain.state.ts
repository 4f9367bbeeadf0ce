import type {ExplainRequest} from '../../app/explain-request.ts';
import type {ErrorPlace} from '../../db/explain/error-place.ts';
import type {Problem} from '../../db/problem.ts';
import type {AnnotatedPlan} from '../../plan/annotated-plan.ts';

/** How a statement is to be explained. */
export interface ExplainMode {
  /** Runs it however costly the planner thinks it is. */
  readonly anyCost?: boolean;
  /** Lets it write before it is rolled back. */
  readonly allowWrites?: boolean;
  /** False leaves out the times of the nodes. */
  readonly timing?: boolean;
  /** Plans it for any parameters, without running it. */
  readonly generic?: boolean;
}

/** One statement that was explained. */
export interface ExplainRun {
  readonly requestKey: string;
  readonly request: ExplainRequest;
  readonly at: Date;
  readonly plan: AnnotatedPlan;
  /** As the server gave it. */
  readonly raw: unknown;
  /** False where it was only planned. */
  readonly analyzed: boolean;
  readonly mode: ExplainMode;
  readonly cost: number;
  readonly sql: string;
  readonly serverVersion: string;
}

export type ExplainPhase =
  | {readonly status: 'idle'}
  | {readonly status: 'running'; readonly startedAt: Date}
  | {readonly status: 'failed'; readonly problem: Problem; readonly place: ErrorPlace | null}
  | {readonly status: 'done'; readonly run: ExplainRun};

export interface ExplainState {
  readonly phase: ExplainPhase;
  /** What the phase is of. */
  readonly request: ExplainRequest | null;
  readonly mode: ExplainMode;
  /** Oldest first. */
  readonly runs: readonly ExplainRun[];
}

export type ExplainAction =
  | {type: 'start'; request: ExplainRequest; mode: ExplainMode; at: Date}
  | {type: 'fail'; problem: Problem; place: ErrorPlace | null}
  | {type: 'finish'; run: ExplainRun}
  | {type: 'show'; run: ExplainRun}
  | {type: 'back'};

const keptRuns = 50;

export const noExplain: ExplainState = {phase: {status: 'idle'}, request: null, mode: {}, runs: []};

export function explainReducer(state: ExplainState, action: ExplainAction): ExplainState {
  switch (action.type) {
    case 'start':
      return {
        ...state,
        request: action.request,
        mode: action.mode,
        phase: {status: 'running', startedAt: action.at},
      };
    case 'fail':
      return {...state, phase: {status: 'failed', problem: action.problem, place: action.place}};
    case 'finish':
      return {
        ...state,
        phase: {status: 'done', run: action.run},
        runs: [...state.runs, action.run].slice(-keptRuns),
      };
    case 'show':
      return {
        ...state,
        request: action.run.request,
        mode: action.run.mode,
        phase: {status: 'done', run: action.run},
      };
    case 'back':
      return {...state, phase: {status: 'idle'}};
  }
}

/** The same for the same statement with the same parameters: such runs can be compared. */
export function requestKeyOf(request: ExplainRequest): string {
  if (!('query' in request)) return JSON.stringify(request);
  return `${request.query.name} ${JSON.stringify(request.params)}`;
}

/** What a person calls it. */
export function nameOf(request: ExplainRequest): string {
  if ('query' in request) return request.query.name;
  if ('view' in request) return `the SELECT of ${request.view.name}`;
  return request.statement
    .replace(/^\s*--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The runs that can be compared with this one, itself last. */
export function runsUpTo(runs: readonly ExplainRun[], run: ExplainRun): readonly ExplainRun[] {
  const alike = runs.filter(({requestKey}) => requestKey === run.requestKey);
  return alike.slice(0, alike.indexOf(run) + 1);
}

/** How much longer than the run before, as a share of it: −0.38 is 38 % quicker. Null without a run to compare. */
export function compareWithBefore(runs: readonly ExplainRun[]): number | null {
  const [before, last] = runs.slice(-2).map(({plan}) => plan.executionMs);
  if (runs.length < 2 || before === null || !before || last === null || last === undefined) return null;
  return last / before - 1;
}
