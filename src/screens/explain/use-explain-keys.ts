import {useApp} from 'ink';
import {copyToClipboard} from '../../app/clipboard.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell-actions.ts';
import {useKeys} from '../../app/use-keys.ts';
import {countPlaceholders} from '../../db/explain/count-placeholders.ts';
import {printSafeJson} from '../../report/safe-json.ts';
import {formatCount} from '../../ui/format.ts';
import {explainKeys} from './explain.keys.ts';
import {type ExplainMode, nameOf} from './explain.state.ts';
import {savePlan} from './save-plan.ts';
import {writeStatement} from './statement-editor.ts';
import {askValues} from './use-ask-params.ts';
import type {ExplainRunner} from './use-explain-run.ts';

/** What is drawn once there is a plan: its tree, one node of it, or the runs of before. */
export type ExplainPanel = 'plan' | 'node' | 'history';

/** What a person has to type, so that no reflex lets a statement write. */
const wordForWrites = 'write';

/** Answers the keys of the Explain screen. */
export function useExplainKeys(
  {state, start, cancel, back}: ExplainRunner,
  panel: ExplainPanel,
  setPanel: (panel: ExplainPanel) => void,
): void {
  const shell = useShell();
  const {database} = useServices();
  const {suspendTerminal} = useApp();
  const {phase, request, mode, runs} = state;
  const isRunning = phase.status === 'running';
  const shown = phase.status === 'done' ? phase.run : null;
  const busy = isRunning ? 'it runs already' : undefined;
  const noStatement =
    request !== null && phase.status !== 'idle'
      ? undefined
      : 'press Enter on a query, or e on a panel of another screen';
  const noPlan = shown ? undefined : 'there is no plan yet';
  const isReadOnly = database.options.readOnly ? 'the monitor was opened read-only' : undefined;

  const rerun = (change: ExplainMode) => request && start(request, {...mode, ...change});
  const runAgain = () => {
    // Writes are let through once, for each word that is typed.
    if (!shown || shown.analyzed || shown.mode.generic) {
      rerun({allowWrites: false, generic: false});
      return;
    }
    shell.confirm({
      title: nameOf(shown.request),
      effect: `Runs a statement that the planner thinks costs ${formatCount(shown.cost)}; C cancels it.`,
      sql: shown.sql,
      run: () => rerun({anyCost: true, allowWrites: false}),
    });
  };
  const explainText = (text: string) =>
    askValues(shell, countPlaceholders(text), values => {
      setPanel('plan');
      start({statement: text, values});
    });
  const writeText = async () => {
    const before = request && 'statement' in request ? request.statement : '';
    let text: string | null = null;
    try {
      await suspendTerminal(async () => {
        text = await writeStatement(before);
      });
    } catch (error) {
      shell.toast('warning', `No editor: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (text === null) shell.toast('warning', 'Nothing was written; nothing is run.');
    else explainText(text);
  };
  const askToWrite = () =>
    shell.prompt({
      label: `writes allowed, then rolled back; locks, triggers, sequences and bloat stay real. Type ${wordForWrites}`,
      initial: '',
      onSubmit: typed => {
        if (typed.trim() === wordForWrites) rerun({allowWrites: true, generic: false});
        else shell.toast('warning', `It is not run: "${wordForWrites}" was not typed.`);
      },
    });

  useKeys(explainKeys, {
    again: {run: runAgain, disabled: busy ?? noStatement},
    cancel: {run: cancel, disabled: isRunning ? undefined : 'nothing runs'},
    write: {run: () => void writeText(), disabled: busy},
    type: {
      run: () =>
        shell.prompt({
          label: 'SQL',
          initial: '',
          onSubmit: text => text.trim() !== '' && explainText(text),
        }),
      disabled: busy,
    },
    history: {
      run: () => setPanel(panel === 'history' ? 'plan' : 'history'),
      disabled: busy ?? (runs.length === 0 ? 'nothing was explained yet' : undefined),
    },
    timing: {
      run: () => rerun({timing: mode.timing === false, allowWrites: false, generic: false}),
      disabled: busy ?? noStatement,
    },
    generic: {run: () => rerun({generic: true, allowWrites: false}), disabled: busy ?? noStatement},
    writes: {run: askToWrite, disabled: busy ?? noStatement ?? isReadOnly},
    copy: {
      run: () => {
        if (!shown) return;
        const {tone, text} = copyToClipboard(printSafeJson(shown.raw));
        shell.toast(tone, text);
      },
      disabled: noPlan,
    },
    save: {
      run: () =>
        shown &&
        void savePlan(shown).then(
          file => shell.toast('ok', `Saved as ${file}.`),
          error => shell.toast('critical', `Not saved: ${error instanceof Error ? error.message : error}`),
        ),
      disabled: noPlan,
    },
    back: () => {
      if (isRunning) cancel();
      else if (panel === 'plan') back();
      else setPanel('plan');
    },
  });
}
