/**
 * Explains every query of the catalogue on a server of its own with a million submissions (`--submissions N` makes it
 * small) and exits 1 where one reads a table of the platform, all of a large view, spills, or takes too long.
 */
import {parseArgs} from 'node:util';
import {prepareServer} from '../bench/pipeline/prepare.ts';
import {annotatePlan} from '../src/plan/annotate-plan.ts';
import type {AnnotatedPlan} from '../src/plan/annotated-plan.ts';
import {catalogue} from '../src/queries/catalogue.ts';
import {type Database, openDatabase} from '../src/queries/database.ts';
import type {Query} from '../src/queries/define-query.ts';
import {explainStatement} from '../src/queries/explain-statement.ts';
import {findExplainSubject} from '../src/queries/explain-subject.ts';
import {findExampleParams} from './check-plans/example-params.ts';
import {judgePlan} from './check-plans/judge-plan.ts';

/** The quickest one counts: the first fills the cache, and what else the machine does only adds. */
const runs = 7;

const {values} = parseArgs({options: {submissions: {type: 'string', default: '1000000'}}});
const submissions = Number(values.submissions);
if (!Number.isInteger(submissions) || submissions < 1000)
  throw new Error('--submissions is a whole number from 1000');

const server = await prepareServer(
  submissions,
  {shared_buffers: '1GB', maintenance_work_mem: '512MB', effective_cache_size: '4GB'},
  text => process.stderr.write(`${text}\n`),
);
try {
  const database = openDatabase(server.connection, {schema: 'public', readOnly: true, statementTimeoutMs: 0});
  const examples = await findExampleParams(server.client);
  let faulty = 0;
  for (const query of catalogue) {
    const plan = await explainAtBest(database, query, examples[query.name] ?? {});
    const faults = judgePlan(plan);
    faulty += faults.length > 0 ? 1 : 0;
    const took = `${(plan.executionMs ?? 0).toFixed(2)} ms`.padStart(10);
    process.stdout.write(`${faults.length > 0 ? '✗' : '✓'} ${query.name.padEnd(28)} ${took}\n`);
    for (const fault of faults) process.stdout.write(`    ${fault}\n`);
  }
  process.stdout.write(`${catalogue.length} queries, ${faulty} with faults\n`);
  process.exitCode = faulty > 0 ? 1 : 0;
  await database.close();
} finally {
  await server.stop();
}

/** The quickest of several runs. Its nodes are not timed: asking the clock around each row is no part of the question. */
async function explainAtBest(
  database: Database,
  query: Query,
  params: Readonly<Record<string, unknown>>,
): Promise<AnnotatedPlan> {
  const subject = await findExplainSubject(database, {query, params});
  let best: AnnotatedPlan | null = null;
  for (let run = 0; run < runs; run += 1) {
    const {plan} = await explainStatement(database, subject, {analyze: true, timing: false});
    const annotated = annotatePlan(plan);
    if (best === null || (annotated.executionMs ?? 0) < (best.executionMs ?? 0)) best = annotated;
  }
  if (best === null) throw new Error(`${query.name} was not explained.`);
  return best;
}
