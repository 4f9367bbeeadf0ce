import {randomUUID} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {openAlertStore} from '../../../src/pipeline/alerts/alert-store.ts';
import type {Channel} from '../../../src/pipeline/alerts/channels/channel.ts';
import {deliverAlerts} from '../../../src/pipeline/alerts/deliver.ts';
import {writeTestMessage} from '../../../src/pipeline/alerts/write-message.ts';
import {createDatabase, servers, type TestDatabase} from '../../support/servers.ts';

const place = {host: 'db1', port: 5432, database: 'lanes', schema: 'public'};
const signal = new AbortController().signal;

describe.each(servers)('the queue of the alerts on $name', server => {
  const withDatabase = (work: (database: TestDatabase) => Promise<void>) => async () => {
    const database = await createDatabase(server);
    try {
      await work(database);
    } finally {
      await database.release();
    }
  };

  function openStore(database: TestDatabase, claimMs = 60_000) {
    const workerId = randomUUID();
    const client = database.open({schema: 'public'});
    const store = openAlertStore(client, {workerId, channels: ['page'], pings: [], leadMs: 60_000, claimMs});
    return {store, workerId};
  }
  const writeMessages = (count: number) =>
    Array.from({length: count}, () => writeTestMessage({id: randomUUID(), at: new Date(), place}));

  it(
    'is emptied in order and once by however many workers',
    withDatabase(async database => {
      const [first, ...others] = [1, 2, 3, 4].map(() => openStore(database).store);
      const messages = writeMessages(40);
      await first?.hold();
      await first?.write({states: [], messages});
      const sent: string[] = [];
      const page: Channel = {
        name: 'page',
        async send({id}) {
          sent.push(id);
          return {ok: true};
        },
      };
      const workers = [first, ...others].flatMap(store => (store ? [store] : []));
      const drain = () =>
        Promise.all(workers.map(store => deliverAlerts(store, [page], {onOutcome() {}, signal})));
      await expect.poll(() => drain().then(() => sent.length), {timeout: 10_000}).toBe(40);
      await drain();
      expect(sent).toEqual(messages.map(({id}) => id));
    }),
  );

  it(
    'gives a message of a worker that died to another one, and writes down nothing for the dead one',
    withDatabase(async database => {
      const [dead, alive] = [openStore(database, 300).store, openStore(database).store];
      await dead.hold();
      await dead.write({states: [], messages: writeMessages(1)});
      const lost = await dead.claim('page');
      expect(lost).toMatchObject({attemptCount: 1});
      expect(await alive.claim('page')).toBeNull();
      await expect
        .poll(() => alive.claim('page'), {timeout: 5_000})
        .toMatchObject({
          attemptCount: 2,
          message: {id: lost?.message.id},
        });
      if (lost) await dead.end(lost, null, null);
      const rows = await database.client`select sent_at is not null as sent from analytics_alert_delivery`;
      expect(rows).toMatchObject([{sent: false}]);
    }),
  );

  it(
    'takes nothing from a worker that has lost the lead',
    withDatabase(async database => {
      const [hung, other] = [openStore(database), openStore(database)];
      await hung.store.hold();
      await database.client`update analytics_alert_lead set held_until = clock_timestamp()`;
      expect(await other.store.hold()).toBeInstanceOf(Date);
      expect(await hung.store.hold()).toBeNull();
      expect(await hung.store.write({states: [], messages: writeMessages(3)})).toBe(false);
      expect(await database.client`select from analytics_alert_delivery`).toHaveLength(0);
    }),
  );
});
