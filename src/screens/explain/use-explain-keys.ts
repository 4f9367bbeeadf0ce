import {useApp} from 'ink';
import type {KeyHandlers} from '../../app/keys/keymap.ts';
import {useKeys} from '../../app/keys/use-keys.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import {handOverTerminal} from '../../app/output/hand-over.ts';
import {useServices} from '../../app/services.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {countPlaceholders} from '../../db/explain/count-placeholders.ts';
import {printSafeJson} from '../../report/safe-json.ts';
import {formatCount} from '../../ui/format.ts';
import {type ExplainKeyId, explainKeys} from './explain.keys.ts';
import {type ExplainMode, nameOf} from './explain.state.ts';
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
  const askForText = (initial: string) =>
    shell.prompt({
      label: 'SQL',
      initial,
      keepsLines: true,
      onSubmit: text => text.trim() !== '' && explainText(text),
    });
  const before = request && 'statement' in request ? request.statement : '';
  const writeText = async () => {
    let text: string | null = null;
    try {
      await handOverTerminal(suspendTerminal, async () => {
        text = await writeStatement(before);
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      shell.toast('warning', `Nothing is run: ${why}. i types SQL here; $EDITOR names another editor.`);
      return;
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

  const handlers: KeyHandlers<ExplainKeyId> = {
    again: {run: runAgain, disabled: busy ?? noStatement},
    cancel: {run: cancel, disabled: isRunning ? undefined : 'nothing runs'},
    write: {run: () => void writeText(), disabled: busy},
    type: {
      // A statement that was refused is mended, not typed anew.
      run: () => askForText(phase.status === 'failed' ? before : ''),
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
        shell.toast(tone, tone === 'ok' ? text : `${text} ctrl-s saves it.`);
      },
      disabled: noPlan,
    },
    back: () => {
      if (isRunning) cancel();
      else if (panel === 'plan') back();
      else setPanel('plan');
    },
  };
  useKeys(explainKeys, handlers, {onPaste: isRunning ? undefined : askForText});
}
