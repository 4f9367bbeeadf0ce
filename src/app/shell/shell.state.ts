import {stepInterval} from '../live/pace.ts';
import type {ScreenId} from '../screen.ts';

/** A question before an action: it names the object and shows the statement that will run. */
export interface ConfirmRequest {
  readonly title: string;
  /** What the action does to whom, in a sentence. */
  readonly effect: string;
  readonly sql: string;
  readonly run: () => void;
}

/** One line of typed text at the foot of the screen. */
export interface PromptRequest {
  readonly label: string;
  readonly initial: string;
  /** Whether a paste of several lines keeps them. */
  readonly keepsLines?: boolean;
  readonly onChange?: (text: string) => void;
  readonly onSubmit: (text: string) => void;
  readonly onCancel?: () => void;
}

export interface Toast {
  readonly tone: 'ok' | 'warning' | 'critical' | 'running';
  readonly text: string;
}

export type Overlay =
  | {readonly kind: 'help'}
  | {readonly kind: 'log'}
  | {readonly kind: 'palette'}
  | {readonly kind: 'copied'; readonly text: string}
  | {readonly kind: 'confirm'; readonly request: ConfirmRequest}
  /** One prompt may open the next; the number tells them apart. */
  | {readonly kind: 'prompt'; readonly request: PromptRequest; readonly number: number};

export interface ShellState {
  readonly screen: ScreenId;
  /** Grows where the screen is to begin anew from what is remembered. */
  readonly openings: number;
  readonly overlay: Overlay | null;
  readonly toast: Toast | null;
  readonly intervalMs: number;
  readonly paused: boolean;
  readonly reloads: number;
}

export type ShellAction =
  | {type: 'go'; screen: ScreenId}
  | {type: 'open-anew'; screen: ScreenId}
  | {type: 'open'; overlay: Overlay}
  /** Closes this box; one that was opened instead of it stays. */
  | {type: 'close'; overlay: Overlay}
  | {type: 'toast'; toast: Toast}
  /** Its time is over; one that came after it stays. */
  | {type: 'drop-toast'; toast: Toast}
  | {type: 'pause'}
  | {type: 'reload'}
  | {type: 'interval'; by: 1 | -1}
  | {type: 'set-interval'; intervalMs: number};

export function shellReducer(state: ShellState, action: ShellAction): ShellState {
  switch (action.type) {
    case 'go':
      return {...state, screen: action.screen, overlay: null};
    case 'open-anew':
      return {...state, screen: action.screen, openings: state.openings + 1, overlay: null};
    case 'open':
      return {...state, overlay: action.overlay};
    case 'close':
      return state.overlay === action.overlay ? {...state, overlay: null} : state;
    case 'toast':
      return {...state, toast: action.toast};
    case 'drop-toast':
      return state.toast === action.toast ? {...state, toast: null} : state;
    case 'pause':
      return {...state, paused: !state.paused};
    case 'reload':
      return {...state, reloads: state.reloads + 1};
    case 'interval':
      return {...state, intervalMs: stepInterval(state.intervalMs, action.by)};
    case 'set-interval':
      return {...state, intervalMs: action.intervalMs};
  }
}
