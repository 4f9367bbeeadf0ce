import type {ExplainRequest} from '../../app/explain-request.ts';
import type {Problem} from '../../db/problem.ts';
import type {AnnotatedPlan} from '../../plan/annotated-plan.ts';

/** One statement that was explained. */
export interface ExplainRun {
  readonly requestKey: string;
  readonly plan: AnnotatedPlan;
  /** False where it was only planned. */
  readonly analyzed: boolean;
  readonly cost: number;
  readonly sql: string;
  readonly serverVersion: string;
}

/** Where the server found something wrong, in the statement's own text. */
export interface ErrorPlace {
  readonly line: string;
  /** Characters before the place. */
  readonly before: number;
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
  /** Oldest first. */
  readonly runs: readonly ExplainRun[];
}

export type ExplainAction =
  | {type: 'start'; request: ExplainRequest; at: Date}
  | {type: 'fail'; problem: Problem; place: ErrorPlace | null}
  | {type: 'finish'; run: ExplainRun}
  | {type: 'back'};

const keptRuns = 50;

export const noExplain: ExplainState = {phase: {status: 'idle'}, request: null, runs: []};

export function explainReducer(state: ExplainState, action: ExplainAction): ExplainState {
  switch (action.type) {
    case 'start':
      return {...state, request: action.request, phase: {status: 'running', startedAt: action.at}};
    case 'fail':
      return {...state, phase: {status: 'failed', problem: action.problem, place: action.place}};
    case 'finish':
      return {
        ...state,
        phase: {status: 'done', run: action.run},
        runs: [...state.runs, action.run].slice(-keptRuns),
      };
    case 'back':
      return {...state, phase: {status: 'idle'}};
  }
}

/** The same for the same question with the same parameters: such runs can be compared. */
export function requestKeyOf({query, params}: ExplainRequest): string {
  return `${query.name} ${JSON.stringify(params)}`;
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

/** The line of the text that the position (in characters, from 1) is in. */
export function locate(text: string, position: number | undefined): ErrorPlace | null {
  if (position === undefined) return null;
  const characters = [...text].slice(0, position - 1);
  const start = characters.lastIndexOf('\n') + 1;
  const [line = ''] = [...text].slice(start).join('').split('\n');
  return {line, before: characters.length - start};
}
