import {migrate} from '../../src/db/migrate.ts';

/** Migrates the server and database of its arguments, one line per step, until it is killed or done. */
const [, , port, database, password] = process.argv;
await migrate(
  {
    connection: {
      host: '127.0.0.1',
      port: Number(port),
      database: database ?? '',
      user: 'postgres',
      ...(password ? {password} : {}),
      tls: 'disable',
    },
  },
  {onStep: step => process.stdout.write(`${step}\n`)},
);
