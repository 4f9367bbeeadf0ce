import {expect, it} from 'vitest';
import {findExampleParams} from '../../../scripts/check-plans/example-params.ts';
import type {Client} from '../../../src/db/client.ts';
import {catalogue} from '../../../src/queries/catalogue.ts';

const agent_id = '3f2c0000-0000-4000-8000-000000000001';
const challenge_id = '25ea1682-0000-4000-8000-000000000000';

it('has what every query of the catalogue asks for, before a million rows are made', async () => {
  const client = {unsafe: async () => [{agent_id, challenge_id}]} as unknown as Client;
  const examples = await findExampleParams(client);
  const without = catalogue.filter(({name, params}) => !params.safeParse(examples[name] ?? {}).success);
  expect(without.map(({name}) => name)).toEqual([]);
  expect(Object.keys(examples).filter(name => !catalogue.some(query => query.name === name))).toEqual([]);
});
