import {useShell} from '../../app/shell/shell-actions.ts';
import type {ExplainRun} from './explain.state.ts';
import {fileNameOf, savePlan, sayWhy} from './save-plan.ts';

/** Saves a plan as JSON in the working folder, and where that fails asks for another place: the plan is not lost. */
export function useSavePlan(): (run: ExplainRun, file?: string) => void {
  const shell = useShell();
  const save = (run: ExplainRun, file = fileNameOf(run)): void =>
    void savePlan(run, file).then(
      () => shell.toast('ok', `Saved as ${file}.`),
      error =>
        shell.prompt({
          label: `Not saved: ${sayWhy(error)}. Save as`,
          initial: file,
          onSubmit: other => other.trim() !== '' && save(run, other.trim()),
        }),
    );
  return save;
}
