import * as z from 'zod';
import {readSql} from '../db/sql-files.ts';
import type {Query, RowOf} from './define-query.ts';

type Parts = Readonly<Record<string, Query<z.ZodObject, z.ZodObject>>>;
type RowsOf<All extends Parts> = {[Name in keyof All]: z.ZodType<RowOf<All[Name]>[]>};
/** What is asked of each question, but with its own names: no two may ask for the same. */
type BundleParams<All extends Parts> = z.ZodObject<
  UnionToIntersection<{[Name in keyof All]: All[Name]['params']['shape']}[keyof All]>
>;
type UnionToIntersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All extends z.core.$ZodShape,
) => void
  ? All
  : never;

/**
 * Several questions that are sent as one statement, and so answered of the same moment. Itself a question, whose one
 * row has under each name the rows of that answer. Where one of the questions is refused, all are.
 */
export function defineBundle<All extends Parts>(definition: {
  name: string;
  title: string;
  tellsMetricAges?: boolean;
  questions: All;
}): Query<BundleParams<All>, z.ZodObject<RowsOf<All>>> {
  const questions = Object.entries(definition.questions);
  const shapes = questions.map(([, {params}]) => params.shape);
  const paramNames = shapes.flatMap(shape => Object.keys(shape));
  if (new Set(paramNames).size < paramNames.length)
    throw new Error(`Two questions of ${definition.name} have a parameter of the same name.`);
  return {
    name: definition.name,
    title: definition.title,
    questions: definition.questions,
    tellsMetricAges: definition.tellsMetricAges === true,
    needs: [...new Set(questions.flatMap(([, {needs}]) => needs))],
    readsMetrics: questions.some(([, {readsMetrics}]) => readsMetrics === true),
    params: z.strictObject(Object.assign({}, ...shapes)) as BundleParams<All>,
    row: z.strictObject(
      Object.fromEntries(questions.map(([name, {row}]) => [name, z.array(fromJson(row))])),
    ) as unknown as z.ZodObject<RowsOf<All>>,
    sql(schemas) {
      let before = 0;
      const answers = questions.map(([name, query]) => {
        const text = renumber(query.sql(schemas), before);
        before += Object.keys(query.params.shape).length;
        return readSql('bundle/answer.sql')
          .trimEnd()
          .replace(':name', () => name)
          .replace(':question', () => text);
      });
      return readSql('bundle/statement.sql').replace(':answers', () => answers.join(',\n  '));
    },
  };
}

/** `$1` of a question that comes after two parameters of others is `$3`. */
function renumber(text: string, before: number): string {
  return text.replaceAll(/\$(\d+)/g, (_, nth: string) => `$${Number(nth) + before}`);
}

/** The shape of a row that came as JSON, where moments are texts. */
function fromJson(row: z.ZodObject): z.ZodObject {
  const shape = Object.entries(row.shape).map(([name, schema]) => [name, readsMoment(schema as z.ZodType)]);
  return z.strictObject(Object.fromEntries(shape));
}

function readsMoment(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDate) return z.iso.datetime({offset: true}).transform(text => new Date(text));
  if (schema instanceof z.ZodNullable) {
    const inner = schema.unwrap() as z.ZodType;
    const read = readsMoment(inner);
    return read === inner ? schema : read.nullable();
  }
  return schema;
}
