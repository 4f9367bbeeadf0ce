import {createContext, useContext} from 'react';
import type {ExplainRequest} from '../explain-request.ts';
import type {ScreenId} from '../screen.ts';
import type {ConfirmRequest, PromptRequest, Toast} from './shell.state.ts';

/** What a screen may ask of the program around it. */
export interface ShellActions {
  goTo(screen: ScreenId): void;
  confirm(request: ConfirmRequest): void;
  prompt(request: PromptRequest): void;
  toast(tone: Toast['tone'], text: string): void;
  /** Goes to the Explain screen and runs the request there. */
  explain(request: ExplainRequest): void;
  /** Asks every question on the screen again, at once. */
  reload(): void;
}

export const ShellActionsContext = createContext<ShellActions | null>(null);

export function useShell(): ShellActions {
  const actions = useContext(ShellActionsContext);
  if (!actions) throw new Error('useShell needs a ShellActionsContext around it.');
  return actions;
}
