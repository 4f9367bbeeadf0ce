import {type MetricChoice, metricChoices} from '../../config/metric-choice.ts';
import {type ThemeName, themeNames} from '../../ui/theme-names.ts';
import type {ListDirectory} from '../lists/list-directory.ts';
import type {ScreenDefinition, ScreenId} from '../screen.ts';
import type {PaletteCommand} from './palette-command.ts';
import {readInterval} from './read-interval.ts';

export interface ProgramCommandsOptions {
  readonly screens: readonly ScreenDefinition[];
  readonly lists: ListDirectory;
  goTo(screen: ScreenId): void;
  setInterval(intervalMs: number): void;
  setTheme(name: ThemeName): void;
  chooseSource(choice: MetricChoice): void;
}

const noList = 'There is no list here.';
const intervals = ['500ms', '1s', '2s', '5s', '10s', '30s', '1m', '5m'];

/** The commands that are valid on every screen. */
export function programCommands({
  screens,
  lists,
  goTo,
  setInterval,
  setTheme,
  chooseSource,
}: ProgramCommandsOptions): readonly PaletteCommand[] {
  return [
    ...screens.map(({id, title, number}) => ({
      name: id,
      help: `Go to ${title}, as ${number} does.`,
      run: () => {
        goTo(id);
        return undefined;
      },
    })),
    {
      name: 'interval',
      help: 'Ask the server this often.',
      argument: {label: '10s', choices: () => intervals},
      run: argument => {
        const ms = readInterval(argument);
        if (typeof ms === 'string') return ms;
        setInterval(ms);
        return undefined;
      },
    },
    {
      name: 'theme',
      help: 'Draw in other colours, until lanewatch is left.',
      argument: {label: 'NAME', choices: () => themeNames},
      run: argument => {
        const name = themeNames.find(known => known === argument);
        if (!name) return `There is no theme ${argument}; there are ${themeNames.join(', ')}.`;
        setTheme(name);
        return undefined;
      },
    },
    {
      name: 'source',
      help: 'Read metrics from the live twins, from the scheduled views, or from the fresher of both.',
      argument: {label: 'WHICH', choices: () => metricChoices},
      run: argument => {
        const choice = metricChoices.find(known => known === argument);
        if (!choice) return `There is no source ${argument}; there are ${metricChoices.join(', ')}.`;
        chooseSource(choice);
        return undefined;
      },
    },
    {
      name: 'filter',
      help: 'Show only rows that match; ! inverts it; nothing shows all.',
      argument: {label: 'PATTERN', optional: true, choices: () => []},
      run: argument => {
        const list = lists.current();
        list?.setFilter(argument);
        return list ? undefined : noList;
      },
    },
    {
      name: 'sort',
      help: 'Sort by a column, `desc` behind it turns it round; nothing goes back to the usual order.',
      argument: {label: 'COLUMN', optional: true, choices: () => lists.current()?.sortable ?? []},
      run: argument => sortBy(lists, argument),
    },
  ];
}

function sortBy(lists: ListDirectory, argument: string): string | undefined {
  const list = lists.current();
  if (!list) return noList;
  const [column = '', order = 'asc', ...rest] = argument.split(/\s+/);
  if (column === '') list.setSort(null);
  else if (!list.sortable.includes(column))
    return `There is no column ${column} to sort by; there are ${list.sortable.join(', ') || 'none'}.`;
  else if (!/^(asc|desc)$/.test(order) || rest.length > 0)
    return 'Behind the column stands asc, desc or nothing.';
  else list.setSort({column, descending: order === 'desc'});
  return undefined;
}
