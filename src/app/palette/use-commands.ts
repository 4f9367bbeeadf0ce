import {type Dispatch, useContext, useMemo} from 'react';
import {chooseSource} from '../choose-source.ts';
import type {KeyRouter} from '../keys/key-router.ts';
import {ListDirectoryContext} from '../lists/list-directory.ts';
import {MemoryContext} from '../memory.ts';
import type {CommandContext, ScreenDefinition} from '../screen.ts';
import {useServices} from '../services.ts';
import type {ShellAction} from '../shell/shell.state.ts';
import {ThemeChoiceContext} from '../shell/theme-choice.tsx';
import {keyCommands} from './key-commands.ts';
import type {PaletteCommand} from './palette-command.ts';
import {programCommands} from './program-commands.ts';

export interface UseCommandsOptions {
  readonly screens: readonly ScreenDefinition[];
  readonly router: KeyRouter;
  readonly dispatch: Dispatch<ShellAction>;
}

/** Reads the commands of the moment: those of the program and of all screens, then the keys that are valid now. */
export function useCommands({
  screens,
  router,
  dispatch,
}: UseCommandsOptions): () => readonly PaletteCommand[] {
  const {live, database} = useServices();
  const lists = useContext(ListDirectoryContext);
  const {choose} = useContext(ThemeChoiceContext);
  const memory = useContext(MemoryContext);
  const named = useMemo(() => {
    const context: CommandContext = {memory, live, open: screen => dispatch({type: 'open-anew', screen})};
    return [
      ...programCommands({
        screens,
        lists,
        goTo: screen => dispatch({type: 'go', screen}),
        setInterval: intervalMs => dispatch({type: 'set-interval', intervalMs}),
        setTheme: choose,
        chooseSource: choice =>
          void chooseSource(database, choice, {
            reload: () => dispatch({type: 'reload'}),
            toast: (tone, text) => dispatch({type: 'toast', toast: {tone, text}}),
          }),
      }),
      ...screens.flatMap(({commands}) => commands?.(context) ?? []),
    ];
  }, [screens, lists, memory, live, database, dispatch, choose]);

  return () => {
    const names = new Set(named.map(({name}) => name));
    const ofKeys = keyCommands(router.groupsBelow(), key => router.pressBelow(key));
    return [...named, ...ofKeys.filter(({name}) => !names.has(name))];
  };
}
