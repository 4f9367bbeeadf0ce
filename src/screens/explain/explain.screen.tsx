import {Box} from 'ink';
import {useNow} from '../../app/clock.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell-actions.ts';
import {useKeys} from '../../app/use-keys.ts';
import {formatAge, formatCount} from '../../ui/format.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {statusSegment} from '../../ui/status.ts';
import {useTheme} from '../../ui/theme.ts';
import {explainKeys} from './explain.keys.ts';
import {ExplainChooser} from './explain-chooser.tsx';
import {ExplainFailure} from './explain-failure.view.tsx';
import {ExplainResult} from './explain-result.tsx';
import {outcomeOf, titleOf} from './explain-title.ts';
import {costLimit, useExplainRun} from './use-explain-run.ts';

/** Explain: what is slow, in plain words. */
export function ExplainScreen({width, height}: ScreenProps) {
  const now = useNow();
  const theme = useTheme();
  const shell = useShell();
  const {state, start, cancel, back} = useExplainRun();
  const {phase, request, runs} = state;
  const isRunning = phase.status === 'running';

  const runAgain = () => {
    if (!request) return;
    if (phase.status !== 'done' || phase.run.analyzed) start(request);
    else
      shell.confirm({
        title: request.query.name,
        effect: `Runs a statement that the planner thinks costs ${formatCount(phase.run.cost)}; C cancels it.`,
        sql: phase.run.sql,
        run: () => start(request, true),
      });
  };
  useKeys(explainKeys, {
    again: {run: runAgain, disabled: reasonNotToRun(isRunning, request !== null && phase.status !== 'idle')},
    cancel: {run: cancel, disabled: isRunning ? undefined : 'nothing runs'},
    back: () => (isRunning ? cancel() : back()),
  });

  if (request === null || phase.status === 'idle')
    return <ExplainChooser onChoose={query => start({query, params: {}})} width={width} height={height} />;
  const title = titleOf(request, width);
  if (phase.status === 'done')
    return (
      <ExplainResult
        run={phase.run}
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
      {phase.status === 'running' && (
        <Line
          segments={fitCell(
            [
              statusSegment(theme, 'running', 'Running '),
              {text: formatAge(Math.max(0, now.getTime() - phase.startedAt.getTime()))},
              {text: ' · C cancels', tone: 'muted'},
            ],
            width,
          )}
        />
      )}
    </Box>
  );
}

function reasonNotToRun(isRunning: boolean, hasStatement: boolean): string | undefined {
  if (isRunning) return 'it runs already';
  return hasStatement ? undefined : 'press Enter on a query, or e on a panel of another screen';
}
