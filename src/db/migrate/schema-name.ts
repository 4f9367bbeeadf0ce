import {MigrationError} from './migration-error.ts';

/** The schema asked for, default `public`; refuses names that could not be quoted wherever they are put. */
export function requireSchemaName(schema = 'public'): string {
  if (/^[\p{L}_][\p{L}\p{N}_ -]{0,62}$/u.test(schema)) return schema;
  throw new MigrationError(
    `lanewatch cannot be installed in schema ${JSON.stringify(schema)}`,
    'it takes letters, digits, _, - and spaces',
    'Choose another name with --schema.',
  );
}
