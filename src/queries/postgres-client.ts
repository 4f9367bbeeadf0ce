/** What the library needs of a postgres.js client: `sql`, a reserved session, or the `sql` inside `sql.begin`. */
export interface PostgresClient {
  unsafe(text: string, params?: never[], options?: {prepare?: boolean}): {raw(): PromiseLike<RawResult>};
}

/** Rows as the server sent them, before any parser, transform or renaming of the client's. */
interface RawResult extends Iterable<unknown> {
  readonly columns: readonly {readonly type: number}[];
}

/** By type (pg_type.oid), how the text the server sends becomes a value. Every other type stays text. */
const decoders: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, text => text === 't'],
  [21, Number],
  [23, Number],
  [114, text => JSON.parse(text)],
  [700, Number],
  [701, Number],
  [1184, readMoment],
  [3802, text => JSON.parse(text)],
]);

/**
 * Sends one prepared statement and reads the answer by its own rules, so that it does not matter which types and
 * transforms the client was opened with. The names of the columns are given, in order, because the client may have
 * renamed them.
 * @throws {TypeError} when the answer is not as wide as the names, or the client's `transform.row` has changed it.
 */
export async function sendUntransformed(
  client: PostgresClient,
  text: string,
  params: readonly unknown[],
  names: readonly string[],
): Promise<Record<string, unknown>[]> {
  const answer = await client.unsafe(text, [...params] as never[], {prepare: true}).raw();
  const {columns} = answer;
  if (columns.length !== names.length)
    throw new TypeError(`The answer has ${columns.length} columns where ${names.length} were expected.`);
  return Array.from(answer, row => {
    if (!Array.isArray(row) || row.length !== names.length)
      throw new TypeError('The client changes raw rows: open one without transform.row for these queries.');
    return Object.fromEntries(
      names.map((name, index) => [name, decode(row[index], columns[index]?.type ?? 0)]),
    );
  });
}

function decode(value: unknown, type: number): unknown {
  if (value === null) return null;
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
  return decoders.get(type)?.(text) ?? text;
}

/** `2026-05-01 10:00:00.123456+05:30`, also with an offset of whole hours, which `Date` alone does not take. */
function readMoment(text: string): Date {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}
