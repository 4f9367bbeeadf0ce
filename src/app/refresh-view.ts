import {useCallback} from 'react';
import {toProblem} from '../db/problem.ts';
import {formatDuration} from '../ui/format.ts';
import {useServices} from './services.ts';
import {useShell} from './shell/shell-actions.ts';
import {useWhyReadOnly} from './use-why-read-only.ts';

export interface RefreshKey {
  readonly disabled: string | undefined;
  /** Asks first, with the statement; then refreshes the views one after the other. */
  run(viewNames: readonly string[]): void;
}

/** The refresh key of any screen: confirm, run, say how it went. */
export function useRefreshViews(): RefreshKey {
  const {database} = useServices();
  const shell = useShell();
  const whyReadOnly = useWhyReadOnly();

  const refresh = useCallback(
    async (viewNames: readonly string[]) => {
      for (const viewName of viewNames) {
        shell.toast('running', `Refreshing ${viewName}; its readers are not blocked.`);
        const startedMs = performance.now();
        try {
          await database.act('refresh-view', [viewName, 'manual']);
          shell.toast('ok', `Refreshed ${viewName} in ${formatDuration(performance.now() - startedMs)}.`);
        } catch (error) {
          const problem = toProblem(error);
          shell.toast('critical', `${viewName} was not refreshed: ${problem.why}. ${problem.remedy}`);
          return;
        }
        shell.reload();
      }
    },
    [database, shell],
  );

  return {
    disabled: whyReadOnly,
    run(viewNames) {
      shell.confirm({
        title: `Refresh ${viewNames.join(', ')}`,
        effect: 'Recomputes the view beside the old one; readers go on reading, other refreshes of it wait.',
        sql: viewNames.map(viewName => `CALL analytics_refresh('${viewName}', 'manual');`).join('\n'),
        run: () => void refresh(viewNames),
      });
    },
  };
}
