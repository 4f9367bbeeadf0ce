import {useMemo, useState} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleWords} from '../../app/live/stale.ts';
import {useLive} from '../../app/live/use-live.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {viewDefinition} from '../../queries/view-definition.ts';
import {Loading} from '../../ui/states.tsx';
import {type Theme, useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {Definition} from './definition.view.tsx';
import {useViewActions} from './use-view-actions.ts';
import {useViewReport, type ViewReport} from './use-view-report.ts';
import {describeView} from './view-details.ts';
import {timeCells, viewColumns} from './views.columns.ts';
import {viewsKeys} from './views.keys.ts';
import {isFault, type ShownView} from './views.state.ts';
import {tableHeight, ViewsView, viewKey} from './views.view.tsx';

const noViews: readonly ShownView[] = [];
/** Definitions hardly ever change. */
const definitionEveryMs = 60_000;

/** Views: how old is what people read. */
export function ViewsScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const [mode, setMode] = useState<'list' | 'detail' | 'definition'>('list');
  const {live, found} = useViewReport();
  const views = found?.views ?? noViews;
  const isRefreshing = views.some(({view}) => view.refreshing !== null);
  const clock = useNow(
    moment =>
      JSON.stringify([
        staleWords(live, moment),
        views.map(view => timeWords(view, serverAt(found, moment), theme)),
      ]),
    {bySecond: isRefreshing},
  );
  const now = useMemo(() => serverAt(found, clock), [found, clock]);
  const columns = useMemo(() => viewColumns(theme, now), [theme, now]);
  const list = useList({
    name: 'views',
    rows: views,
    columns,
    rowKey: viewKey,
    height: tableHeight(views.length, height),
    textOf: textOfView,
    isFault,
  });
  const {selected} = list;
  const actions = useViewActions({all: views, selected, marked: list.marked, unmark: list.unmarkAll});
  const definition = useLive(
    viewDefinition,
    selected ? {schema_name: selected.view.schema, view_name: selected.view.name} : null,
    {everyMs: definitionEveryMs},
  );
  const text = definition.status === 'ready' ? (definition.rows[0]?.definition ?? null) : null;
  const remedy = selected?.verdict.findings[0]?.remedy;
  const noneSelected = selected ? undefined : 'no view is selected';

  useKeys(viewsKeys, {
    detail: {run: () => setMode('detail'), disabled: noneSelected},
    zoom: {run: () => setMode(mode === 'list' ? 'detail' : 'list'), disabled: noneSelected},
    back: () => (mode === 'list' ? list.unmarkAll() : setMode('list')),
    refresh: actions.refresh,
    'refresh-all': actions.refreshAll,
    cancel: actions.cancel,
    definition: {run: () => setMode('definition'), disabled: noneSelected},
    explain: {
      run: () => selected && shell.explain({view: {schema: selected.view.schema, name: selected.view.name}}),
      disabled: noneSelected,
    },
    copy: {
      run: () => {
        if (remedy === undefined) return;
        const copied = copyToClipboard(remedy);
        shell.toast(copied.tone, copied.text);
      },
      disabled: remedy === undefined ? 'nothing is wrong with this view' : undefined,
    },
    faults: list.toggleFaults,
  });

  if (mode === 'definition' && selected)
    return (
      <Definition
        title={selected.title}
        live={definition}
        onBack={() => setMode('list')}
        width={width}
        height={height}
      />
    );
  return (
    <Answered live={live} what="the materialized views" width={width}>
      {found === null ? (
        <Loading what="the materialized views" width={width} />
      ) : (
        <ViewsView
          list={list}
          columns={columns}
          views={views}
          logProblem={found.logProblem}
          twins={found.twins}
          definition={text}
          zoomed={mode === 'detail'}
          now={now}
          stale={staleWords(live, clock)}
          width={width}
          height={height}
        />
      )}
    </Answered>
  );
}

/** The server's clock at a moment of ours: it goes on between questions. */
function serverAt(found: ViewReport | null, moment: Date): Date {
  if (found === null) return moment;
  return new Date(found.serverNow.getTime() + Math.max(0, moment.getTime() - found.at.getTime()));
}

/** All that time alone changes of what is told of a view; `now` is of the server's clock. */
function timeWords(shown: ShownView, now: Date, theme: Theme): unknown {
  return [timeCells(shown, now), describeView(shown, now, theme)];
}

function textOfView({title, verdict, jobs, view}: ShownView): string {
  const names = jobs.map(({job}) => job.name).join(' ');
  return `${verdict.state} ${title} ${view.schema} ${names} ${verdict.findings.map(({message}) => message).join(' ')}`;
}
