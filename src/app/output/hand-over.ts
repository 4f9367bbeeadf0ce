import process from 'node:process';
import {setImmediate as nextTurn} from 'node:timers/promises';
import type {useApp} from 'ink';

/**
 * Gives the terminal to another program while `work` runs. Ink stops drawing and listening, but Node would go on
 * reading, and each key would go to whoever reads first; so that is stopped as well. Ink reads again afterwards.
 */
export async function handOverTerminal(
  suspendTerminal: ReturnType<typeof useApp>['suspendTerminal'],
  work: () => Promise<void>,
): Promise<void> {
  await suspendTerminal(async () => {
    // A stream can be paused only once it has seen that its listener is gone.
    await nextTurn();
    process.stdin.pause();
    await nextTurn();
    await work();
  });
}
