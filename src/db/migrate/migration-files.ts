import {listSql, readSql} from '../sql-files.ts';

/** One forward-only step of the schema: a file `000007_name.sql`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** With its placeholders; see `fillIn`. */
  readonly text: string;
}

/** What the placeholders of a file stand for. */
export interface Placeholders {
  /** Where lanewatch is installed. */
  readonly schema: string;
  /** The schema that holds the jobs. */
  readonly cron?: 'cron' | 'lanewatch_cron';
  /** The database the jobs work in. */
  readonly database?: string;
  readonly version?: number;
  readonly name?: string;
}

/** All migrations, in order. The numbers come from the folder: there is no list to keep. */
export function readMigrations(): readonly Migration[] {
  return listSql('migrations').map(file => {
    const [, digits, name] = /^(\d{6})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
    if (digits === undefined || name === undefined) throw new Error(`sql/migrations/${file} is misnamed`);
    return {version: Number(digits), name, text: readSql(`migrations/${file}`)};
  });
}

/** The files that describe a state rather than a step; run at every migration, each harmless when repeated. */
export function readRepeatable(): ReadonlyMap<string, string> {
  return new Map(
    listSql('migrations/repeatable').map(file => [
      file.replace(/^\d+-/, '').replace(/\.sql$/, ''),
      readSql(`migrations/repeatable/${file}`),
    ]),
  );
}

/** Puts names and values into the text of a file, quoted: `@schema@` as an identifier, the others as literals. */
export function fillIn(text: string, values: Placeholders): string {
  const known: Record<string, string | undefined> = {
    schema: quoteIdentifier(values.schema),
    schema_text: quoteLiteral(values.schema),
    cron: values.cron,
    target: values.database === undefined ? undefined : quoteLiteral(values.database),
    version: values.version?.toString(),
    name: values.name === undefined ? undefined : quoteLiteral(values.name),
  };
  return text.replaceAll(/@(schema|schema_text|cron|target|version|name)@/g, (placeholder, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`${placeholder} has no value here`);
    return value;
  });
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
