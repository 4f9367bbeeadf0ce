import {createContext, type ReactNode, useMemo, useState} from 'react';
import {createTheme, ThemeContext} from '../../ui/theme.ts';
import {type ThemeName, themeNames} from '../../ui/theme-names.ts';

/** The theme of the moment, and how to take another one. */
export interface ThemeChoice {
  readonly name: ThemeName;
  choose(name: ThemeName): void;
}

export const ThemeChoiceContext = createContext<ThemeChoice>({name: themeNames[0], choose() {}});

export interface ThemedProps {
  readonly initial: ThemeName;
  readonly colour: boolean;
  readonly ascii: boolean;
  readonly children: ReactNode;
}

/** Draws its children in a theme that can be changed while they are shown. */
export function Themed({initial, colour, ascii, children}: ThemedProps) {
  const [name, choose] = useState(initial);
  const theme = useMemo(() => createTheme({name, colour, ascii}), [name, colour, ascii]);
  const choice = useMemo(() => ({name, choose}), [name]);
  return (
    <ThemeChoiceContext value={choice}>
      <ThemeContext value={theme}>{children}</ThemeContext>
    </ThemeChoiceContext>
  );
}
