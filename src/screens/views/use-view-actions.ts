import {useCallback} from 'react';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {useWhyReadOnly} from '../../app/use-why-read-only.ts';
import {toProblem} from '../../db/problem.ts';
import {refreshSql, viewSql} from '../../health/rules/views/each-view.ts';
import {formatDuration} from '../../ui/format.ts';
import {whyNotRefreshed} from './may-refresh.ts';
import {inDependencyOrder, readsAny} from './refresh-order.ts';
import type {ShownView} from './views.state.ts';

export interface ViewAction {
  readonly disabled: string | undefined;
  run(): void;
}

export interface ViewActions {
  readonly refresh: ViewAction;
  readonly refreshAll: ViewAction;
  readonly cancel: ViewAction;
}

export interface ViewActionsInput {
  readonly all: readonly ShownView[];
  readonly selected: ShownView | undefined;
  readonly marked: readonly ShownView[];
  /** The marks have done their duty. */
  readonly unmark: () => void;
}

/** What can be done to views: each action asks first, with its statements. */
export function useViewActions({all, selected, marked, unmark}: ViewActionsInput): ViewActions {
  const {database} = useServices();
  const shell = useShell();
  const readOnly = useWhyReadOnly();

  const refreshOne = useCallback(
    async ({view}: ShownView) => {
      if (view.isPipeline) await database.act('refresh-view', [view.name, 'manual']);
      else await database.command(refreshSql(view), database.connection.database);
    },
    [database],
  );

  const refreshEach = useCallback(
    async (views: readonly ShownView[]) => {
      const outcome = {good: 0, failedKeys: new Set<string>(), skipped: [] as string[]};
      const startedMs = performance.now();
      for (const [index, view] of views.entries()) {
        if (readsAny(view, outcome.failedKeys)) {
          outcome.failedKeys.add(view.key);
          outcome.skipped.push(view.title);
          continue;
        }
        const place = views.length === 1 ? '' : ` (${index + 1} of ${views.length})`;
        const usual = view.usualMs === null ? '' : `, usually ${formatDuration(view.usualMs)}`;
        shell.toast('running', `Refreshing ${view.title}${place}${usual}; C cancels.`);
        try {
          await refreshOne(view);
          outcome.good += 1;
        } catch (error) {
          const {why, remedy} = toProblem(error);
          outcome.failedKeys.add(view.key);
          shell.toast('critical', `${view.title} was not refreshed: ${why}. ${remedy}`);
        }
        shell.reload();
      }
      if (outcome.failedKeys.size === 0) {
        const what = views.length === 1 ? (views[0]?.title ?? '') : `${outcome.good} views`;
        shell.toast('ok', `Refreshed ${what} in ${formatDuration(performance.now() - startedMs)}.`);
      } else if (views.length > 1) {
        const skipped =
          outcome.skipped.length === 0 ? '' : `; left out for what they read: ${outcome.skipped.join(', ')}`;
        const failedCount = outcome.failedKeys.size - outcome.skipped.length;
        shell.toast(
          'critical',
          `${outcome.good} refreshed, ${failedCount} failed${skipped}. Enter says why.`,
        );
      }
    },
    [refreshOne, shell],
  );

  const confirmRefresh = (views: readonly ShownView[], title: string) =>
    shell.confirm({
      title,
      effect: effectOf(views),
      sql: views.map(({view}) => refreshSql(view)).join('\n'),
      run: () => {
        unmark();
        void refreshEach(views);
      },
    });

  const chosen = inDependencyOrder(marked.length > 0 ? marked : selected ? [selected] : []);
  const possible = inDependencyOrder(all).filter(view => whyNotRefreshed(view) === undefined);
  const hindrance = chosen.map(view => ({view, why: whyNotRefreshed(view)})).find(({why}) => why);
  const refreshing = selected?.view.refreshing;
  return {
    refresh: {
      disabled:
        readOnly ??
        (chosen.length === 0
          ? 'no view is selected'
          : hindrance && `${hindrance.view.title}: ${hindrance.why}`),
      run: () =>
        confirmRefresh(
          chosen,
          chosen.length === 1 ? `Refresh ${chosen[0]?.title}` : `Refresh ${chosen.length} views`,
        ),
    },
    refreshAll: {
      disabled: readOnly ?? (possible.length === 0 ? 'no view can be refreshed now' : undefined),
      run: () => {
        const leftCount = all.length - possible.length;
        const left = leftCount === 1 ? ', not the other one' : `, not ${leftCount} others`;
        confirmRefresh(possible, `Refresh ${possible.length} views${leftCount === 0 ? '' : left}`);
      },
    },
    cancel: {
      disabled: readOnly ?? (refreshing ? undefined : 'no refresh of it is under way'),
      run: () => {
        if (!selected || !refreshing) return;
        shell.confirm({
          title: `Cancel the refresh of ${selected.title}`,
          effect: `Session ${refreshing.pid} gives up; the view keeps what it shows now.`,
          sql: `SELECT pg_cancel_backend(${refreshing.pid});`,
          run: () => void cancelRefresh(selected, refreshing.pid),
        });
      },
    },
  };

  async function cancelRefresh({title, view}: ShownView, pid: number): Promise<void> {
    try {
      const rows = await database.act('cancel-refresh', [pid, quotedName(view)]);
      if (rows.length === 0) shell.toast('warning', `The refresh of ${title} had ended already.`);
      else shell.toast('ok', `Session ${pid} was told to give up the refresh of ${title}.`);
    } catch (error) {
      const {what, why, remedy} = toProblem(error);
      shell.toast('critical', `${what}: ${why}. ${remedy}`);
    }
    shell.reload();
  }
}

/** With its schema always: the session of the action may look in another one first. */
function quotedName(view: ShownView['view']): string {
  return view.schema === 'public' ? `public.${viewSql(view)}` : viewSql(view);
}

function effectOf(views: readonly ShownView[]): string {
  const [only] = views;
  const usualMs = views.reduce((sum, {usualMs: ms}) => sum + (ms ?? 0), 0);
  const usual = usualMs === 0 ? '' : ` Usually ${formatDuration(usualMs)}.`;
  if (views.length === 1 && only && !only.view.isPopulated)
    return `Fills the view for the first time.${usual}`;
  return `Recomputes beside the old rows, one after the other; readers go on reading, other refreshes wait.${usual}`;
}
