import {useLive} from '../app/live/use-live.ts';
import {serverFacts} from '../queries/server-facts.ts';
import {Empty} from '../ui/states.tsx';

/** Whether somebody installed it meanwhile is looked for this often. */
const lookAgainMs = 15_000;

/** Whether the server has the pipeline; null until it has told. */
export function useHasPipeline(): boolean | null {
  const facts = useLive(serverFacts, {}, {everyMs: lookAgainMs});
  return facts.status === 'ready' ? (facts.rows[0]?.has_pipeline ?? null) : null;
}

/** Whether the server is known to have no pipeline: then questions to its views can only fail. */
export function usePipelineMissing(): boolean {
  return useHasPipeline() === false;
}

/** Says what a screen of the pipeline lacks, and the command that installs it. */
export function PipelineMissing({width}: {width: number}) {
  return (
    <Empty
      what="  The analytics pipeline is not installed on this database."
      hint="`lanewatch migrate` installs it; `lanewatch migrate --dry-run` shows what it would do. Cron and Events work without it. If it is installed, name its schema with --schema."
      width={width}
    />
  );
}
