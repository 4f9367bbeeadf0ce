import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {endClient, openClient} from '../../src/db/client.ts';

/** Ends the monitor's listener on a demo kept in `folder`, and lets nobody in for so long: what is missed is a gap. */
export async function cutListener(folder: string, lostMs: number): Promise<void> {
  const [, , , port] = readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n');
  const client = openClient(
    {
      host: '127.0.0.1',
      port: Number(port),
      // A database cannot be closed from within.
      database: 'template1',
      user: 'postgres',
      password: readFileSync(`${folder}/password`, 'utf8').trim(),
      tls: 'disable',
    },
    {applicationName: 'lanewatch pictures'},
  );
  try {
    await client`alter database postgres allow_connections false`;
    await client`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lanewatch listener'`;
    await delay(lostMs);
  } finally {
    await client`alter database postgres allow_connections true`;
    await endClient(client, 1000);
  }
}
