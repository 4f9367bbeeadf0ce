import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync} from 'node:fs';
import type {Socket} from 'node:net';
import type {Account} from './embedded-binaries.ts';

/**
 * The guardian is the server's parent process: a shell that creates the cluster where there is none, starts the
 * server, and then reads its standard input, a pipe that only lanewatch holds. However lanewatch ends (a quit, a
 * signal, a crash, SIGKILL) the kernel closes that pipe, and the guardian stops the server and clears up. So no exit
 * hook is needed here, and none can be missed. It is a text rather than a file because the bundle has no files.
 *
 * - A trap with a no-op keeps the guardian alive while its children get the signals' default handling back.
 * - Initialising happens beside the final place and is moved there when complete: `data` is whole or absent.
 * - The signal goes to the whole process group, which covers an initdb that is still at work; as a shell lets its
 *   background commands ignore INT and QUIT until they say otherwise, TERM follows while there is no server yet.
 * - Descriptor 3 stays open in the server alone, so its end tells lanewatch that the server is gone.
 */
const script = `
trap : HUP INT QUIT TERM
directory=$1 signal=$2 remove=$3 initdb=$4 postgres=$5
shift 5
(
  if [ ! -d "$directory/data" ]; then
    rm -rf "$directory/data.new"
    "$initdb" --pgdata="$directory/data.new" --pwfile="$directory/password" --username=postgres \\
      --auth-local=reject --auth-host=scram-sha-256 --encoding=UTF8 --locale=C --no-sync --no-instructions \\
      --set=scram_iterations=1 >/dev/null </dev/null || exit 1
    mv "$directory/data.new" "$directory/data" || exit 1
  fi
  exec "$postgres" -D "$directory/data" "$@" </dev/null
) &
server=$!
exec 3>&-
read -r line
kill -s "$signal" 0
[ -e "$directory/data/postmaster.pid" ] || kill -s TERM 0
wait "$server"
while kill -0 "$server" 2>/dev/null; do wait "$server"; done
cd /
tries=0
while [ "$remove" = remove ] && ! rm -rf "$directory" && [ "$tries" -lt 50 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
exit 0
`;

export interface GuardianOptions {
  /** Holds `data`, `password` and `server.log`. */
  directory: string;
  /** Whether the directory goes when the server ends. */
  remove: boolean;
  initdb: string;
  postgres: string;
  /** Arguments of the server, after the data directory. */
  serverArguments: readonly string[];
  /** The system account to run as; absent: the present one. */
  account?: Account;
}

export interface Guardian {
  /** Settles when the server has ended, wanted or not. */
  readonly serverEnded: Promise<void>;
  /** Stops the server and waits until nothing of it is left. */
  stop(): Promise<void>;
}

/** Starts the guardian, and with it the server, in a session of its own: the terminal's signals do not reach it. */
export function startGuardian(options: GuardianOptions): Guardian {
  const log = openSync(`${options.directory}/server.log`, 'a', 0o600);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      script,
      'lanewatch-guardian',
      options.directory,
      // What is thrown away need not be written down first; what is kept gets an orderly end.
      options.remove ? 'QUIT' : 'INT',
      options.remove ? 'remove' : 'keep',
      options.initdb,
      options.postgres,
      ...options.serverArguments,
    ],
    {
      cwd: options.directory,
      detached: true,
      stdio: ['pipe', log, log, 'pipe'],
      // TZ spares initdb the search for the machine's zone.
      env: {...process.env, LC_ALL: 'C', TZ: 'UTC', PGDATA: undefined, PGPORT: undefined},
      ...(options.account ?? {}),
    },
  );
  closeSync(log);
  return follow(child);
}

function follow(child: ChildProcess): Guardian {
  const leash = child.stdio[0] as Socket;
  const lifeline = child.stdio[3] as Socket;
  const ended = new Promise<void>(done => {
    child.once('exit', () => done()).once('error', () => done());
  });
  const serverEnded = Promise.race([once(lifeline.resume(), 'close'), ended]).then(() => {});
  leash.on('error', () => {});
  // The server must not keep lanewatch alive: the guardian outlives it for as long as clearing up takes.
  child.unref();
  leash.unref();
  lifeline.unref();
  return {
    serverEnded,
    async stop() {
      child.ref();
      leash.end();
      await ended;
    },
  };
}
