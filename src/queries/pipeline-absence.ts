import {UserError} from '../config/user-error.ts';
import type {ServerFactsRow} from './server-facts.ts';

export type PipelineFacts = Pick<
  ServerFactsRow,
  'database' | 'has_schema' | 'has_pipeline' | 'pipeline_schemas'
>;

/** Why the schema that was named shows no pipeline, and what to do. */
export interface Absence {
  readonly why: string;
  readonly remedy: string;
  /** The name leads nowhere, or past a pipeline that is there; otherwise none is installed yet. */
  readonly isAstray: boolean;
}

/** Null where the pipeline is in the schema that was named, and may be used. */
export function explainAbsence(facts: PipelineFacts, schema: string): Absence | null {
  const {database, has_schema: hasSchema, has_pipeline: hasPipeline, pipeline_schemas: others} = facts;
  if (hasPipeline) return null;
  if (others.includes(schema)) {
    return {
      why: `this role may not use the schema ${schema} of ${database}`,
      remedy: 'Ask an administrator: GRANT analytics_reader TO this role.',
      isAstray: true,
    };
  }
  const why = hasSchema
    ? `the pipeline is not installed in ${database}.${schema}`
    : `there is no schema ${schema} in ${database}`;
  if (others.length > 0)
    return {why, remedy: `It is installed in ${others.join(', ')}: name that with --schema.`, isAstray: true};
  return {
    why,
    remedy: 'lanewatch migrate installs it; if it is in another database, name that one.',
    isAstray: !hasSchema,
  };
}

/** Throws a `UserError` where the pipeline cannot be read in the schema that was named; `what` is then in vain. */
export function requirePipeline(
  facts: PipelineFacts,
  schema: string,
  what = 'The pipeline cannot be read',
): void {
  const absence = explainAbsence(facts, schema);
  if (absence) throw new UserError(what, absence.why, absence.remedy);
}
