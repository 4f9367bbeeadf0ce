import {expect, it} from 'vitest';
import {ExplainScreen} from '../../../src/screens/explain/explain.screen.tsx';
import {renderMonitor} from '../../support/render-monitor.tsx';

const agent = '3f2c0000-0000-4000-8000-000000000001';
const other = '3f2c0000-0000-4000-8000-000000000002';
const challenge = '25ea1682-0000-4000-8000-000000000000';
const screen = {id: 'explain', number: 7, title: 'Explain', component: ExplainScreen} as const;

function open(memory: Readonly<Record<string, unknown>>, rows = 24) {
  const monitor = renderMonitor(screen, {answers: {}, columns: 120, rows, memory});
  const shows = (text: string | RegExp) => expect.poll(() => monitor.lastFrame()).toMatch(text);
  return {...monitor, shows};
}

it('asks for parameters with what the other screens show filled in', async () => {
  const {keys, shows} = open({agent: other, challenge, 'list agents': {selectedKey: agent}});
  await shows(/▶ +agent-progress/);
  keys('\r');
  await shows(` agent_id: ${agent} `);
  keys('\r');
  await shows(` challenge_id: ${challenge} `);
  keys('\r');
  await shows(' weeks: 12 ');
});

it('fills in what the command line chose, and nothing where nothing was chosen', async () => {
  const {keys, shows} = open({agent});
  await shows(/▶ +agent-progress/);
  keys('\r');
  await shows(` agent_id: ${agent} `);
  keys('\r');
  await shows(/ challenge_id: {5}Enter/);
  keys('maze\r');
  await shows(' weeks: 12 ');
  keys('\r');
  await shows('challenge_id cannot be "maze"');
});

it('shows the text of the query under the cursor in a tall terminal', async () => {
  const {keys, shows} = open({}, 40);
  await shows(/┌ agent-progress ─+┐\n│ -- Question: is an agent getting better/);
  keys('j');
  await shows(/┌ agent-weakness-patterns ─+┐\n│ -- Question: /);
});
