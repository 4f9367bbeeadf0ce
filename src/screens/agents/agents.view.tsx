import {Box} from 'ink';
import type {List} from '../../app/lists/use-list.ts';
import {formatCount} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {nameOf} from '../names.ts';
import {type Agent, layoutAgents} from './agents.state.ts';
import {Progress} from './progress.view.tsx';
import type {AgentDetail} from './use-agent-detail.ts';
import type {AgentPage} from './use-agent-page.ts';
import {WeakLanes} from './weak-lanes.view.tsx';

export interface AgentsViewProps {
  /** Of the page, before any filter. */
  readonly agentCount: number;
  readonly page: Pick<AgentPage, 'offset' | 'full' | 'searched'>;
  readonly list: List<Agent>;
  readonly columns: readonly Column<Agent>[];
  readonly detail: Pick<AgentDetail, 'challenge' | 'progress' | 'lanes' | 'all'>;
  /** The detail has the whole screen. */
  readonly zoomed: boolean;
  /** How old the data is, in words. */
  readonly age: readonly Segment[];
  readonly stale: string | null;
  readonly width: number;
  readonly height: number;
}

export const agentKey = ({id}: Agent) => id;

export function AgentsView(props: AgentsViewProps) {
  const {agentCount, list, columns, zoomed, width, height} = props;
  // What a filter leaves: the detail takes the room that it frees.
  const {lanes} = props.detail;
  const laneCount = lanes.status === 'ready' ? lanes.rows.length : 0;
  const shape = {agentCount: list.rows.length, laneCount, zoomed: zoomed && list.selected !== undefined};
  const layout = layoutAgents(shape, {width, height});
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(title(props), width)} />
      {layout.listHeight > 0 && (
        <Table
          columns={columns}
          rows={list.rows}
          rowKey={agentKey}
          width={width}
          height={layout.listHeight}
          {...list.table}
          empty={<NoAgents filtered={agentCount > 0 || list.state.filter !== ''} width={width} />}
        />
      )}
      {list.selected && <Detail {...props} agent={list.selected} layout={layout} />}
    </Box>
  );
}

function Detail({
  agent,
  detail,
  layout,
}: AgentsViewProps & {agent: Agent; layout: ReturnType<typeof layoutAgents>}) {
  const {challenge, progress, lanes, all} = detail;
  const {sideBySide, chartHeight, chartWidth, lanesHeight, lanesWidth} = layout;
  const title = nameOf(agent) + (challenge ? ` · ${nameOf(challenge)}` : '');
  const place = challenge ? ` · challenge ${challenge.index + 1} of ${challenge.count}` : '';
  return (
    <Box flexDirection={sideBySide ? 'row' : 'column'}>
      {chartHeight > 0 && (
        <Progress title={title} progress={progress} width={chartWidth} height={chartHeight} />
      )}
      <WeakLanes
        lanes={lanes}
        all={all}
        // Where the chart, which names the agent, has no room, this panel does.
        of={(chartHeight > 0 ? '' : ` · ${title}`) + place}
        width={lanesWidth}
        height={lanesHeight}
      />
    </Box>
  );
}

function title({agentCount, page, list, age, stale}: AgentsViewProps): Segment[] {
  const {sort, filter} = list.state;
  return [
    {text: ' Agents', tone: 'title'},
    {text: ` · ${countWords(agentCount, page)}`, tone: 'muted'},
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(age.length === 0 ? [] : [{text: ' · ', tone: 'muted'} as const, ...age]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
    {text: `   sort ${sort?.column ?? 'name'}`, tone: 'muted'},
  ];
}

function countWords(agentCount: number, {offset, full, searched}: AgentsViewProps['page']): string {
  if (searched) return `${formatCount(agentCount)} found among all`;
  if (offset === 0 && !full) return formatCount(agentCount);
  const range = `${formatCount(offset + 1)}–${formatCount(offset + agentCount)}`;
  return full ? `${range}, } shows more` : range;
}

function NoAgents({filtered, width}: {filtered: boolean; width: number}) {
  return filtered ? (
    <Empty what="   No agent's name or id matches the filter; / changes it." width={width} />
  ) : (
    <Empty
      what="   No agent has scores yet."
      hint="They come with the first scored submission; r refreshes the views."
      width={width}
    />
  );
}
