import {channel} from 'node:diagnostics_channel';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {render} from 'ink';
import type {MonitorOptions} from '../config/monitor-options.ts';
import {openListenSession} from '../db/listen-session.ts';
import {settleEngine} from '../launcher/engine-flags.ts';
import {drawnChannel} from '../launcher/program.ts';
import type {Database} from '../queries/database.ts';
import {ReadAloudContext} from '../ui/read-aloud.ts';
import {EventStore} from './events/event-store.ts';
import {createListenerView} from './events/listener-view.ts';
import {CriticalNotices, noticeSequence} from './health/critical-notices.ts';
import {Faults} from './health/faults.ts';
import {ThresholdsContext} from './health/thresholds.ts';
import type {LiveStore} from './live/live-store.ts';
import {MemoryContext} from './memory.ts';
import type {ScreenDefinition, ScreenId} from './screen.ts';
import {type Services, ServicesContext} from './services.ts';
import type {MonitorSettings} from './settings.ts';
import {FaultBoundary} from './shell/fault-boundary.tsx';
import {Shell} from './shell/shell.tsx';
import {Themed} from './shell/theme-choice.tsx';

/** How long the first frame waits for the first answers. */
const firstAnswersMs = 80;

/** How long `--once` waits for the first answers. */
const onceMs = 10_000;

/** Draws the monitor until it is left, and gives the exit code. Throws a `MonitorFault` where it failed itself. */
export async function runMonitor(
  database: Database,
  live: LiveStore,
  screens: readonly ScreenDefinition[],
  options: MonitorOptions & {screen: ScreenId},
  settings: MonitorSettings,
): Promise<number> {
  settleEngine();
  const events = new EventStore();
  const once = options.once || !process.stdout.isTTY;
  const isReadAloud = !once && /^(1|true|yes)$/i.test(process.env.INK_SCREEN_READER ?? '');
  const notices = new CriticalNotices(text => {
    if (options.bell && !once) process.stdout.write(noticeSequence(text, process.env));
  });
  const listener = createListenerView(options.channels);
  const session = openListenSession(database.connection, {
    channels: options.channels,
    onEvent: event => {
      events.add(event);
      if (event.kind === 'notification') notices.hear(event.channel, event.payload);
    },
    onState: listener.update,
  });
  const services: Services = {database, live, events, listener: listener.view, notices};
  // What has come by now is drawn at once, instead of a frame that only says that it is loading.
  const place = database.cronPlace().catch(() => null);
  await Promise.race([Promise.all([live.prefetches(), place]), delay(firstAnswersMs)]);
  const size = once ? sizeOfOutput() : undefined;
  // Ink lays out for 80 columns where the output has no width of its own.
  Object.assign(process.stdout, size);
  const memory = initialMemory(options);
  memory.set('cron place', await Promise.race([place, null]));
  // Also the first frame can have a fault, before there is anything to leave.
  const faults = new Faults(() => queueMicrotask(() => instance.unmount()));
  const instance = render(
    <FaultBoundary onFault={faults.add}>
      <ReadAloudContext value={isReadAloud}>
        <ServicesContext value={services}>
          <Themed initial={settings.theme} colour={options.colour} ascii={options.ascii}>
            <ThresholdsContext value={settings.thresholds}>
              <MemoryContext value={memory}>
                <Shell
                  screens={screens}
                  initialScreen={options.screen}
                  intervalMs={options.intervalMs}
                  keys={settings.keys}
                  isCalm={settings.isCalm || isReadAloud}
                  fixedSize={size}
                />
              </MemoryContext>
            </ThresholdsContext>
          </Themed>
        </ServicesContext>
      </ReadAloudContext>
    </FaultBoundary>,
    once
      ? {interactive: false, patchConsole: false, exitOnCtrlC: false, isScreenReaderEnabled: false}
      : {
          alternateScreen: !isReadAloud,
          incrementalRendering: true,
          exitOnCtrlC: false,
          maxFps: 60,
          isScreenReaderEnabled: isReadAloud,
        },
  );
  channel(drawnChannel).publish({});
  // Whoever ends us gets the terminal back first.
  const leave = () => instance.unmount();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  const stopWatching = faults.watch();
  try {
    if (once) {
      const isQuiet = () => live.idle && listener.view.state().link !== 'connecting';
      await Promise.race([settled(isQuiet), instance.waitUntilExit()]);
      instance.unmount();
    }
    await instance.waitUntilExit();
    faults.throwIfAny();
    return 0;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave);
    await session.close();
    stopWatching();
  }
}

/** What the command line chose, where the screens look for what they remember. */
function initialMemory({agent, challenge}: MonitorOptions): Map<string, unknown> {
  return new Map(Object.entries({agent, challenge}).filter(([, wanted]) => wanted !== undefined));
}

function sizeOfOutput(): {columns: number; rows: number} {
  const env = (name: string) => Number(process.env[name]) || undefined;
  return {
    columns: process.stdout.columns ?? env('COLUMNS') ?? 120,
    rows: process.stdout.rows ?? env('LINES') ?? 40,
  };
}

/** Until every question on the screen has its answer, and the listener hears or not: an answer may lead to the next question. */
async function settled(isQuiet: () => boolean): Promise<void> {
  const until = Date.now() + onceMs;
  let quietTurns = 0;
  while (quietTurns < 3 && Date.now() < until) {
    await delay(20);
    quietTurns = isQuiet() ? quietTurns + 1 : 0;
  }
}
