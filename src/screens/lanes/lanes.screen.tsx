import {useMemo, useState} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleWords} from '../../app/live/stale.ts';
import {useLive} from '../../app/live/use-live.ts';
import {useRememberedReducer} from '../../app/memory.ts';
import {useRefreshViews} from '../../app/refresh-view.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {type LaneDistributionsRow, laneDistributions} from '../../queries/lane-distributions.ts';
import {listChallenges} from '../../queries/list-challenges.ts';
import {timeToFirstWin} from '../../queries/time-to-first-win.ts';
import {useTheme} from '../../ui/theme.ts';
import {Answered} from '../answered.tsx';
import {dataAge, serverNowOf} from '../data-age.ts';
import {findNamed} from '../names.ts';
import {PipelineMissing, usePipelineMissing} from '../pipeline.tsx';
import {useMetricAges} from '../use-metric-ages.ts';
import {useSourceKey} from '../use-source-key.ts';
import {latestWords} from './lane-detail.view.tsx';
import {laneColumns} from './lanes.columns.ts';
import {lanesKeys} from './lanes.keys.ts';
import {
  axisOf,
  type ChallengeAction,
  challengeReducer,
  chooseChallenge,
  countLanes,
  layoutLanes,
  toShown,
} from './lanes.state.ts';
import {LanesView, laneKey} from './lanes.view.tsx';

const viewName = 'mv_lane_score_distribution';
/** What changes only with a refresh is asked for less often than the lanes themselves. */
const slowlyMs = 30_000;
const noLanes: readonly LaneDistributionsRow[] = [];
const noneDisabled = 'there is no challenge';

/** Lanes: one challenge, its distributions. */
export function LanesScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const refresh = useRefreshViews();
  const missing = usePipelineMissing();
  const [wanted, dispatch] = useRememberedReducer<string | undefined, ChallengeAction>(
    'challenge',
    challengeReducer,
    undefined,
  );
  const choose = (next: string | undefined) => dispatch({type: 'choose', wanted: next});

  const asked = useLive(listChallenges, missing ? null : {}, {everyMs: slowlyMs});
  const {ages, reading} = useMetricAges(missing);
  const challenges = useMemo(() => (asked.status === 'ready' ? toShown(asked.rows) : []), [asked]);
  const {shown, found} = chooseChallenge(challenges, wanted);
  const params = shown ? {challenge_id: shown.id} : null;
  const lanes = useLive(laneDistributions, params);
  const wins = useLive(timeToFirstWin, params, {everyMs: slowlyMs});

  const rows = lanes.status === 'ready' ? lanes.rows : noLanes;
  const ageAt = (moment: Date) => dataAge(ages, [viewName], {reading: reading(), now: moment});
  const now = useNow(moment =>
    JSON.stringify([
      ageAt(moment),
      staleWords(lanes, moment),
      rows.map(lane => latestWords(lane, serverNowOf(ages, moment))),
    ]),
  );
  const axis = useMemo(() => axisOf(rows), [rows]);
  const columns = useMemo(() => laneColumns(theme, rows, axis, width), [theme, rows, axis, width]);
  const counts = {laneCount: countLanes(lanes, shown), challengeCount: challenges.length};
  const list = useList({
    name: 'lanes',
    rows,
    columns,
    rowKey: laneKey,
    height: layoutLanes(counts, {width, height}).tableHeight,
    textOf: laneKey,
  });

  const step = (by: 1 | -1) => ({
    run: () => dispatch({type: 'step', by, challenges}),
    disabled: challenges.length > 1 ? undefined : 'there is no other challenge',
  });
  const [isZoomed, zoom] = useState(false);
  const disabledDetail = list.selected ? undefined : 'there is no lane';
  const source = useSourceKey(missing);
  useKeys(lanesKeys, {
    detail: {run: () => zoom(true), disabled: disabledDetail},
    zoom: {run: () => zoom(!isZoomed), disabled: disabledDetail},
    back: () => zoom(false),
    previous: step(-1),
    next: step(1),
    pick: {
      run: () =>
        shell.prompt({
          label: 'challenge',
          initial: '',
          onChange: text => choose(findNamed(challenges, text)?.id ?? wanted),
          onSubmit: text => {
            const found = findNamed(challenges, text);
            choose(found?.id ?? wanted);
            if (!found && text.trim() !== '') shell.toast('warning', `No challenge fits ${text.trim()}.`);
          },
          onCancel: () => choose(wanted),
        }),
      disabled: shown ? undefined : noneDisabled,
    },
    refresh: {
      run: () => refresh.run([viewName]),
      disabled: missing ? 'the pipeline is not installed' : refresh.disabled,
    },
    explain: {
      run: () => params && shell.explain({query: laneDistributions, params}),
      disabled: shown ? undefined : noneDisabled,
    },
    source,
  });

  if (missing) return <PipelineMissing width={width} />;
  return (
    <Answered live={asked} what="the challenges" width={width}>
      <LanesView
        challenges={challenges}
        shown={shown}
        notFound={found || wanted === undefined ? null : wanted}
        lanes={lanes}
        list={list}
        columns={columns}
        axis={axis}
        wins={wins}
        age={ageAt(now)}
        serverNow={serverNowOf(ages, now)}
        stale={staleWords(lanes, now)}
        isZoomed={isZoomed}
        width={width}
        height={height}
      />
    </Answered>
  );
}
