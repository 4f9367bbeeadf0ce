import {useLive} from '../app/live/use-live.ts';
import {useServices} from '../app/services.ts';
import {explainAbsence} from '../queries/pipeline-absence.ts';
import {type ServerFactsRow, serverFacts} from '../queries/server-facts.ts';
import {Empty} from '../ui/states.tsx';
import {clean} from '../ui/text.ts';

/** Whether somebody installed it meanwhile is looked for this often. */
const lookAgainMs = 15_000;

/** Null until the server has told. */
function useFacts(): ServerFactsRow | null {
  const {schema} = useServices().database.options;
  const facts = useLive(serverFacts, {schema}, {everyMs: lookAgainMs});
  return facts.status === 'ready' ? (facts.rows[0] ?? null) : null;
}

/** Whether the server has the pipeline; null until it has told. */
export function useHasPipeline(): boolean | null {
  return useFacts()?.has_pipeline ?? null;
}

/** Whether the server is known to have no pipeline: then questions to its views can only fail. */
export function usePipelineMissing(): boolean {
  return useHasPipeline() === false;
}

/** Says what a screen of the pipeline lacks, and the command that installs it. */
export function PipelineMissing({width}: {width: number}) {
  const {schema} = useServices().database.options;
  const facts = useFacts();
  const absence = facts && explainAbsence(facts, schema);
  if (absence?.isAstray) {
    return (
      <Empty
        what={`  The pipeline is not to be seen: ${clean(absence.why)}.`}
        hint={`${clean(absence.remedy)} All screens but Lanes and Agents work without it.`}
        width={width}
      />
    );
  }
  return (
    <Empty
      what="  The analytics pipeline is not installed on this database."
      hint="`lanewatch migrate` installs it; `lanewatch migrate --dry-run` shows what it would do. All screens but Lanes and Agents work without it. If it is installed, name its schema with --schema."
      width={width}
    />
  );
}
