import type {RuleFinding, RuleInput, Unchecked} from '../../rule.ts';
import type {InstallationSnapshot, PipelineSnapshot} from '../../snapshot/pipeline.ts';
import {notInstalled} from '../not-installed.ts';

/** What a rule finds in a database, whatever is installed there; or why the database cannot be looked at. */
export function aboutDatabase(
  {snapshot}: RuleInput,
  find: (pipeline: PipelineSnapshot) => readonly RuleFinding[],
): readonly RuleFinding[] | Unchecked {
  const {pipeline} = snapshot;
  return pipeline.known ? find(pipeline.value) : {unchecked: pipeline.why, remedy: pipeline.remedy};
}

/** What a rule finds in the installed pipeline; or that there is none. */
export function aboutInstallation(
  input: RuleInput,
  find: (installation: InstallationSnapshot) => readonly RuleFinding[],
): readonly RuleFinding[] | Unchecked {
  const {pipeline} = input.snapshot;
  if (!pipeline.known) return {unchecked: pipeline.why, remedy: pipeline.remedy};
  const {installation} = pipeline.value;
  if (!installation.known) return {unchecked: installation.why, remedy: installation.remedy};
  return installation.value ? find(installation.value) : notInstalled;
}
