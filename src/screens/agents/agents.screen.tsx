import {useEffect, useMemo, useState} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleWords} from '../../app/live/stale.ts';
import {useRemembered} from '../../app/memory.ts';
import {useRefreshViews} from '../../app/refresh-view.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {agentWeaknessPatterns} from '../../queries/agent-weakness-patterns.ts';
import {useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {dataAge} from '../data-age.ts';
import {PipelineMissing, usePipelineMissing} from '../pipeline.tsx';
import {digitsOver} from '../score-digits.ts';
import {useMetricAges} from '../use-metric-ages.ts';
import {useSourceKey} from '../use-source-key.ts';
import {agentColumns} from './agents.columns.ts';
import {agentsKeys} from './agents.keys.ts';
import {type Agent, layoutAgents, literalFilter, searchOf, toAgents} from './agents.state.ts';
import {AgentsView, agentKey} from './agents.view.tsx';
import {useAgentDetail} from './use-agent-detail.ts';
import {useAgentPage} from './use-agent-page.ts';

const viewNames = ['mv_weakness_patterns', 'mv_agent_progress'] as const;
const noAgents: readonly Agent[] = [];

/** Agents: where is this one weak, and is it getting better. */
export function AgentsScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const refresh = useRefreshViews();
  const missing = usePipelineMissing();
  const [wanted] = useRemembered<string | undefined>('agent', undefined);
  const [search, setSearch] = useState<string | null>(null);
  const [zoomed, setZoomed] = useState(false);

  const page = useAgentPage({missing, search});
  const {ages, reading} = useMetricAges(missing);
  const agents = useMemo(
    () => (page.agents.status === 'ready' ? toAgents(page.agents.rows) : noAgents),
    [page.agents],
  );
  const ageAt = (moment: Date) => dataAge(ages, viewNames, {reading: reading(), now: moment});
  const now = useNow(moment => JSON.stringify([ageAt(moment), staleWords(page.agents, moment)]));
  const digits = digitsOver(Math.max(0, ...agents.map(agent => agent.now ?? 0)));
  const columns = useMemo(() => agentColumns(theme, digits), [theme, digits]);
  const list = useList({
    name: 'agents',
    rows: agents,
    columns,
    rowKey: agentKey,
    height: layoutAgents({agentCount: agents.length, laneCount: 0, zoomed: false}, {width, height})
      .listHeight,
    textOf: textOfAgent,
    initial: {filter: wanted === undefined ? '' : literalFilter(wanted)},
  });
  // The list owns its filter; what of it the server can look for follows one draw later.
  const {filter} = list.state;
  useEffect(() => setSearch(searchOf(filter)), [filter]);
  const detail = useAgentDetail(list.selected);

  const {selected} = list;
  const noOther = selected ? 'the agent has no other challenge' : 'no agent is selected';
  const step = (by: 1 | -1) => ({
    run: () => detail.step(by),
    disabled: (detail.challenge?.count ?? 0) > 1 ? undefined : noOther,
  });
  const source = useSourceKey(missing);
  useKeys(agentsKeys, {
    zoom: {run: () => setZoomed(!zoomed), disabled: selected ? undefined : 'no agent is selected'},
    back: () => setZoomed(false),
    'previous-challenge': step(-1),
    'next-challenge': step(1),
    'all-lanes': detail.toggleAll,
    refresh: {
      run: () => refresh.run(viewNames),
      disabled: missing ? 'the pipeline is not installed' : refresh.disabled,
    },
    explain: {
      run: () =>
        detail.laneParams && shell.explain({query: agentWeaknessPatterns, params: detail.laneParams}),
      disabled: detail.laneParams ? undefined : 'no agent is selected',
    },
    source,
    'next-page': {run: page.next, disabled: page.full ? undefined : 'these are all agents'},
    'previous-page': {run: page.previous, disabled: page.offset > 0 ? undefined : 'this is the first page'},
  });

  if (missing) return <PipelineMissing width={width} />;
  return (
    <Answered live={page.agents} what="the agents" width={width}>
      <AgentsView
        agentCount={agents.length}
        page={page}
        list={list}
        columns={columns}
        detail={detail}
        zoomed={zoomed}
        age={ageAt(now)}
        stale={staleWords(page.agents, now)}
        width={width}
        height={height}
      />
    </Answered>
  );
}

function textOfAgent({id, label}: Agent): string {
  return `${label ?? ''} ${id}`;
}
