import {Box} from 'ink';
import {useState} from 'react';
import {useNow} from '../../app/live/clock.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {formatAge} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {statusSegment} from '../../ui/status.ts';
import {useTheme} from '../../ui/theme.ts';
import {runsUpTo} from './explain.state.ts';
import {ExplainChooser} from './explain-chooser.tsx';
import {ExplainFailure} from './explain-failure.view.tsx';
import {ExplainResult} from './explain-result.tsx';
import {outcomeOf, titleOf} from './explain-title.ts';
import {RunHistory} from './run-history.tsx';
import {useAskParams} from './use-ask-params.ts';
import {type ExplainPanel, useExplainKeys} from './use-explain-keys.ts';
import {costLimit, useExplainRun} from './use-explain-run.ts';

/** Explain: what is slow, in plain words. */
export function ExplainScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const askParams = useAskParams();
  const runner = useExplainRun();
  const [panel, setPanel] = useState<ExplainPanel>('plan');
  useExplainKeys(runner, panel, setPanel);
  const {state, start, show} = runner;
  const {phase, request, runs} = state;
  const isRunning = phase.status === 'running';
  const ranFor = (moment: Date) =>
    isRunning ? formatAge(Math.max(0, moment.getTime() - phase.startedAt.getTime())) : '';
  const now = useNow(ranFor, {bySecond: isRunning});

  if (panel === 'history')
    return (
      <RunHistory
        runs={runs}
        onShow={run => {
          setPanel('plan');
          show(run);
        }}
        width={width}
        height={height}
      />
    );
  if (request === null || phase.status === 'idle')
    return (
      <ExplainChooser
        onChoose={({query, request: chosen}) =>
          query ? askParams(query, params => start({query, params})) : start(chosen)
        }
        width={width}
        height={height}
      />
    );
  const title = titleOf(request, width);
  if (phase.status === 'done')
    return (
      <ExplainResult
        run={phase.run}
        before={runsUpTo(runs, phase.run).at(-2)}
        isNodeOpen={panel === 'node'}
        onOpenNode={() => setPanel('node')}
        title={[...title, ...outcomeOf(phase.run, runs, costLimit)]}
        width={width}
        height={height}
      />
    );
  return (
    <Box flexDirection="column" width={width} height={height}>
      <Line segments={fitCell(title, width)} />
      {phase.status === 'failed' && (
        <ExplainFailure problem={phase.problem} place={phase.place} width={width} />
      )}
      {isRunning && (
        <Line
          segments={fitCell(
            [
              statusSegment(theme, 'running', 'Running '),
              {text: ranFor(now)},
              {text: ' · C cancels', tone: 'muted'},
            ],
            width,
          )}
        />
      )}
    </Box>
  );
}
