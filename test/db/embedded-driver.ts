import {startEmbeddedServer} from '../../src/db/embedded-server.ts';

/** Starts a server as lanewatch does, says so, and then lives until it is killed or told to crash. */
const server = await startEmbeddedServer();
process.stdout.write(`${server.directory}\n`);
process.stdin.once('data', () => {
  throw new Error('a crash on purpose');
});
