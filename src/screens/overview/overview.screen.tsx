import {useContext, useMemo, useState} from 'react';
import {pictureOfReport} from '../../app/health/picture.ts';
import {useFindingActions} from '../../app/health/use-finding-actions.ts';
import {useHealth} from '../../app/health/use-health.ts';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleLook} from '../../app/live/stale.ts';
import {useLive} from '../../app/live/use-live.ts';
import {MemoryContext} from '../../app/memory.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import type {Finding} from '../../health/finding.ts';
import {lastHour} from '../../queries/last-hour.ts';
import {createListState, type ListState} from '../../ui/list-state.ts';
import {Loading} from '../../ui/states.tsx';
import {useTheme} from '../../ui/theme.ts';
import {CannotRead} from '../answered.tsx';
import {doctorRows} from '../doctor/doctor.state.ts';
import {usePipelineMissing} from '../pipeline.tsx';
import {targetOf} from './finding-target.ts';
import {lastHourLines} from './last-hour-lines.ts';
import {metricsAge} from './metrics-age.ts';
import {findingColumns, rowKey, textOfFinding} from './overview.columns.ts';
import {overviewKeys} from './overview.keys.ts';
import {layoutOverview} from './overview.layout.ts';
import {OverviewView} from './overview.view.tsx';
import {type PipelineParts, partsOf} from './parts.ts';
import {pipelineLines} from './pipeline-lines.ts';
import {useOwnCost} from './use-own-cost.ts';

const noFindings: readonly Finding[] = [];
const noParts: PipelineParts = {jobs: [], noJobs: null, views: [], noViews: null, runs: []};
const hourEveryMs = 10_000;

/** Overview: is anything wrong, where, and how does the pipeline do. */
export function OverviewScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const memories = useContext(MemoryContext);
  const {database} = useServices();
  const {health, problem} = useHealth(({snapshot, report}) => [
    pictureOfReport(report, snapshot),
    pipelineLines(snapshot, report, theme),
    partsOf(snapshot, report),
    metricsAge(snapshot, database.sourceChoice()),
  ]);
  const stale = (now: Date) => (problem && health ? staleLook(problem, health.at, now) : null);
  const now = useNow(moment => stale(moment) ?? '');
  const isMissing = usePipelineMissing();
  const hour = useLive(lastHour, isMissing ? null : {}, {everyMs: hourEveryMs});
  const cost = useOwnCost();
  const findings = health?.report.findings ?? noFindings;
  const serverNow = health?.snapshot.serverNow ?? now;
  const [zoomed, setZoomed] = useState(false);
  const parts = useMemo(() => (health ? partsOf(health.snapshot, health.report) : noParts), [health]);
  const counts = {
    findings: findings.length,
    jobs: parts.jobs.length,
    views: parts.views.length,
    runs: parts.runs.length,
  };
  const layout = layoutOverview({counts, zoomed}, {width, height});
  const handling = health?.snapshot.handling;
  const firstLookAt = health?.report.memory.firstLookAt ?? null;
  const columns = useMemo(
    () => findingColumns(theme, {now: serverNow, firstLookAt}, handling),
    [theme, serverNow, firstLookAt, handling],
  );
  const list = useList({
    name: 'overview',
    rows: findings,
    columns,
    rowKey,
    height: layout.listHeight,
    textOf: textOfFinding,
  });
  const {selected} = list;
  const remedy = selected?.remedy ?? '';
  const actions = useFindingActions(selected, selected && handling?.get(rowKey(selected)), {isMissing});

  useKeys(overviewKeys, {
    go: {
      run: () => {
        if (!selected) return;
        const {screen, row} = targetOf(selected);
        if (row) {
          const before = (memories.get(`list ${row.list}`) as ListState | undefined) ?? createListState();
          memories.set(`list ${row.list}`, {...before, selectedKey: row.key});
        }
        shell.goTo(screen);
      },
      disabled: selected ? undefined : 'nothing is wrong',
    },
    ...actions,
    zoom: () => setZoomed(!zoomed),
    back: () => setZoomed(false),
    copy: {
      run: () => {
        const copied = copyToClipboard(remedy);
        shell.toast(copied.tone, copied.text);
      },
      disabled: remedy === '' ? 'there is nothing to be done about it' : undefined,
    },
    explain: {
      run: () => shell.explain({query: lastHour, params: {}}),
      disabled: isMissing ? 'the pipeline is not installed' : undefined,
    },
  });

  const rows = useMemo(() => (health ? doctorRows(health.report, [], handling) : []), [health, handling]);
  const pipeline = useMemo(
    () => (health ? pipelineLines(health.snapshot, health.report, theme) : []),
    [health, theme],
  );
  if (!health)
    return problem ? (
      <CannotRead what="the state of the server" problem={problem} width={width} />
    ) : (
      <Loading what="what is wrong" width={width} />
    );
  return (
    <OverviewView
      list={list}
      columns={columns}
      health={health}
      layout={layout}
      detail={rows.find(({key}) => selected && key === rowKey(selected))}
      parts={parts}
      pipeline={pipeline}
      lastHour={lastHourLines({live: hour, isMissing, cost}, theme)}
      age={metricsAge(health.snapshot, database.sourceChoice())}
      stale={stale(now)}
      width={width}
      height={height}
    />
  );
}
