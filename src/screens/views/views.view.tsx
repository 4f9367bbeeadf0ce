import {Box} from 'ink';
import type {List} from '../../app/lists/use-list.ts';
import type {TwinsSnapshot} from '../../health/snapshot/pipeline.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell, type Segment} from '../../ui/segment.ts';
import {Empty} from '../../ui/states.tsx';
import {type Column, Table} from '../../ui/table.tsx';
import {howManyWell} from '../how-many-well.ts';
import {twinsSummary} from './twin-details.ts';
import {ViewDetail} from './view-detail.view.tsx';
import {formatDataAge} from './views.columns.ts';
import {isFault, type ShownView} from './views.state.ts';

export interface ViewsViewProps {
  readonly list: List<ShownView>;
  readonly columns: readonly Column<ShownView>[];
  readonly views: readonly ShownView[];
  readonly logProblem: string | null;
  readonly twins: TwinsSnapshot | null;
  readonly definition: string | null;
  /** The detail has the whole screen. */
  readonly zoomed: boolean;
  /** Of the server's clock. */
  readonly now: Date;
  readonly stale: string | null;
  readonly width: number;
  readonly height: number;
}

export const viewKey = ({key}: ShownView) => key;

/** As many lines as there are views, but never more than leaves room for the detail. */
export function tableHeight(viewCount: number, height: number): number {
  return Math.max(4, Math.min(viewCount + 2, Math.floor((height - 1) / 2)));
}

export function ViewsView(props: ViewsViewProps) {
  const {list, columns, views, definition, zoomed, now, width, height} = props;
  const {selected} = list;
  if (zoomed && selected)
    return <ViewDetail shown={selected} definition={definition} now={now} width={width} height={height} />;
  const listHeight = tableHeight(views.length, height);
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(summary(props), width)} />
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={viewKey}
        width={width}
        height={listHeight}
        {...list.table}
        empty={<NoViews list={list} viewCount={views.length} width={width} />}
        rowTone={({verdict}) => (verdict.severity === 'critical' ? 'critical' : undefined)}
      />
      {selected && (
        <ViewDetail
          shown={selected}
          definition={definition}
          now={now}
          width={width}
          height={height - 1 - listHeight}
        />
      )}
    </Box>
  );
}

function summary({views, list, logProblem, twins, now, stale}: ViewsViewProps): Segment[] {
  const {sort, filter, faultsOnly} = list.state;
  const faultCount = views.filter(isFault).length;
  const ages = views.flatMap(({dataFrom}) => (dataFrom ? now.getTime() - dataFrom.getTime() : []));
  return [
    {text: ' Materialized views', tone: 'title'},
    ...howManyWell(views.length, faultCount),
    ...(ages.length === 0
      ? []
      : [{text: ` · oldest data ${formatDataAge(Math.max(0, ...ages))}`, tone: 'muted'} as const]),
    ...(list.marked.length === 0 ? [] : [{text: `   ${list.marked.length} marked`, tone: 'accent'} as const]),
    ...(sort === null ? [] : [{text: `   sort ${sort.column}`, tone: 'muted'} as const]),
    ...(faultsOnly ? [{text: '   faults only', tone: 'accent'} as const] : []),
    ...(filter === '' ? [] : [{text: `   filter ${filter}`, tone: 'accent'} as const]),
    ...(list.filterProblem === null ? [] : [{text: `   ${list.filterProblem}`, tone: 'warning'} as const]),
    ...(stale === null ? [] : [{text: `   ${stale}`, tone: 'warning'} as const]),
    ...(logProblem === null
      ? []
      : [{text: `   no log of refreshes: ${logProblem}`, tone: 'warning'} as const]),
    ...twinsSummary(twins),
  ];
}

function NoViews({list, viewCount, width}: {list: List<ShownView>; viewCount: number; width: number}) {
  if (viewCount === 0) {
    return (
      <Empty
        what="   There is no materialized view in this database."
        hint="`lanewatch migrate` installs those of the pipeline; CREATE MATERIALIZED VIEW makes one of your own."
        width={width}
      />
    );
  }
  if (list.state.faultsOnly) return <Empty what="   No view is unwell." hint="f shows all." width={width} />;
  return <Empty what="   No view matches the filter." hint="/ changes it." width={width} />;
}
