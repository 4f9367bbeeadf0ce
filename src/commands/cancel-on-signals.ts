import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal that aborts when the process is asked to end, so that work on the server can be cancelled and told. Asked
 * again, the process ends as if nothing had been here.
 */
export function cancelOnSignals(): {readonly signal: AbortSignal; release(): void} {
  const controller = new AbortController();
  const release = () => {
    for (const name of signals) process.off(name, abort);
  };
  const abort = () => {
    release();
    controller.abort();
  };
  for (const name of signals) process.on(name, abort);
  return {signal: controller.signal, release};
}
