import process from 'node:process';
import {Box, useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useEffect, useMemo, useReducer, useState, useSyncExternalStore} from 'react';
import {useReadAloud} from '../../ui/read-aloud.ts';
import {Tabs} from '../../ui/tabs.tsx';
import {cleanBlock} from '../../ui/text.ts';
import {type ExplainRequest, ExplainRequestContext} from '../explain-request.ts';
import {keysOf} from '../keys/key-event.ts';
import type {KeyOverrides} from '../keys/key-overrides.ts';
import {KeyRouter} from '../keys/key-router.ts';
import {programKeys} from '../keys/program.keys.ts';
import {useKeyQueue} from '../keys/use-key-queue.ts';
import {KeyRouterContext, useKeys} from '../keys/use-keys.ts';
import {Clock, ClockContext} from '../live/clock.ts';
import {PaceContext} from '../live/pace.ts';
import {useServerFacts} from '../live/use-server-facts.ts';
import {latestCopy} from '../output/clipboard.ts';
import {Confirm} from '../overlays/confirm.overlay.tsx';
import {CopiedBox} from '../overlays/copied.overlay.tsx';
import {HelpBox} from '../overlays/help.overlay.tsx';
import {LogBox} from '../overlays/log.overlay.tsx';
import {Palette} from '../overlays/palette.overlay.tsx';
import {Prompt} from '../overlays/prompt.overlay.tsx';
import {useCommands} from '../palette/use-commands.ts';
import type {ScreenDefinition, ScreenId} from '../screen.ts';
import {useServices} from '../services.ts';
import {Footer} from './footer.tsx';
import {LiveHeader} from './live-header.tsx';
import {roomForReading} from './room-for-reading.ts';
import {type ShellState, shellReducer, type Toast} from './shell.state.ts';
import {type ShellActions, ShellActionsContext} from './shell-actions.ts';
import {isTooSmall, TooSmall} from './too-small.tsx';

export interface ShellProps {
  readonly screens: readonly ScreenDefinition[];
  readonly initialScreen: ScreenId;
  readonly intervalMs: number;
  /** Keys that somebody chose instead of the program's own. */
  readonly keys?: KeyOverrides | undefined;
  /** Nothing moves by the second. */
  readonly isCalm?: boolean | undefined;
  /** Set where the output is no terminal: one frame of this size is printed. */
  readonly fixedSize?: {readonly columns: number; readonly rows: number} | undefined;
}

/** Header, tabs and footer. */
const frameRows = 3;
const toastMs = 8000;

/** The frame around the screens: header, tabs, footer, boxes on top, keys to where they belong. */
export function Shell({screens, initialScreen, intervalMs, keys, isCalm, fixedSize}: ShellProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const router = useMemo(() => new KeyRouter(() => queueMicrotask(redraw), keys), [keys]);
  return (
    <KeyRouterContext value={router}>
      <Frame
        router={router}
        screens={screens}
        initialScreen={initialScreen}
        intervalMs={intervalMs}
        isCalm={isCalm}
        fixedSize={fixedSize}
      />
    </KeyRouterContext>
  );
}

function Frame(props: ShellProps & {router: KeyRouter}) {
  const {router, screens, initialScreen, intervalMs, isCalm = false, fixedSize} = props;
  const services = useServices();
  const app = useApp();
  const window = useWindowSize();
  const isReadAloud = useReadAloud();
  const {columns, rows} = fixedSize ?? (isReadAloud ? roomForReading(window) : window);
  const [state, dispatch] = useReducer(shellReducer, {
    screen: initialScreen,
    openings: 0,
    overlay: null,
    toast: null,
    intervalMs,
    paused: false,
    reloads: 0,
  } satisfies ShellState);
  const [explainRequest, setExplainRequest] = useState<ExplainRequest | null>(null);
  const link = useSyncExternalStore(services.live.subscribe, services.live.link);
  const clock = useMemo(() => new Clock({isCalm}), [isCalm]);
  const facts = useServerFacts(link.state === 'live');

  const actions = useMemo<ShellActions>(() => {
    let prompts = 0;
    const toast = (tone: Toast['tone'], text: string) => dispatch({type: 'toast', toast: {tone, text}});
    return {
      goTo: screen => dispatch({type: 'go', screen}),
      confirm: request => dispatch({type: 'open', overlay: {kind: 'confirm', request}}),
      prompt: request => {
        prompts += 1;
        dispatch({type: 'open', overlay: {kind: 'prompt', request, number: prompts}});
      },
      toast,
      explain: request => {
        setExplainRequest(request);
        dispatch({type: 'go', screen: 'explain'});
      },
      reload: () => dispatch({type: 'reload'}),
    };
  }, []);

  const stepScreen = (by: number) => {
    const at = screens.findIndex(({id}) => id === state.screen);
    const next = screens[(at + by + screens.length) % screens.length];
    if (next) dispatch({type: 'go', screen: next.id});
  };
  useKeys(
    programKeys,
    {
      screen: key => {
        const target = screens.find(({number}) => String(number) === key);
        if (target) dispatch({type: 'go', screen: target.id});
      },
      'next-screen': () => stepScreen(1),
      'previous-screen': () => stepScreen(-1),
      pause: () => dispatch({type: 'pause'}),
      slower: () => dispatch({type: 'interval', by: 1}),
      faster: () => dispatch({type: 'interval', by: -1}),
      reload: () => dispatch({type: 'reload'}),
      palette: () => dispatch({type: 'open', overlay: {kind: 'palette'}}),
      copied: () => {
        const text = latestCopy();
        if (text === null) actions.toast('warning', 'Nothing was copied yet.');
        else dispatch({type: 'open', overlay: {kind: 'copied', text}});
      },
      log: () => dispatch({type: 'open', overlay: {kind: 'log'}}),
      suspend: () => void suspend(app.suspendTerminal),
      help: () => dispatch({type: 'open', overlay: {kind: 'help'}}),
      quit: () => app.exit(),
      interrupt: () => app.exit(),
    },
    {level: 'program'},
  );
  const explainRefusal = (key: string, reason: string | undefined) => {
    if (reason !== undefined) actions.toast('warning', `${key}: ${reason}`);
  };
  const press = useKeyQueue(typed => {
    if ('key' in typed) explainRefusal(typed.key, router.press(typed.key));
    else if (!router.paste(typed.paste)) actions.toast('warning', 'Nothing here takes text that is pasted.');
  });
  const isTerminal = fixedSize === undefined;
  useInput((input, key) => press(keysOf(input, key).map(name => ({key: name}))), {isActive: isTerminal});
  usePaste(text => press([{paste: cleanBlock(text).trim()}]), {isActive: isTerminal});
  const {toast} = state;
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => dispatch({type: 'drop-toast', toast}), toastMs);
    return () => clearTimeout(timer);
  }, [toast]);

  const pace = useMemo(
    () => ({intervalMs: state.intervalMs, paused: state.paused, reloads: state.reloads}),
    [state.intervalMs, state.paused, state.reloads],
  );
  const commands = useCommands({screens, router, dispatch});

  if (isTooSmall({columns, rows})) return <TooSmall columns={columns} rows={rows} />;
  const bodyRows = rows - frameRows;
  const Screen = screens.find(({id}) => id === state.screen)?.component;
  const {overlay} = state;
  const close = () => overlay && dispatch({type: 'close', overlay});
  return (
    <ShellActionsContext value={actions}>
      <PaceContext value={pace}>
        <ClockContext value={clock}>
          <ExplainRequestContext value={explainRequest}>
            <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
              <LiveHeader
                connection={services.database.connection}
                facts={facts}
                link={link}
                pace={pace}
                readOnly={services.database.options.readOnly}
                isCalm={isCalm}
                width={columns}
              />
              <Tabs
                tabs={screens.map(({id, number, title}) => ({id, key: String(number), title}))}
                activeId={state.screen}
                width={columns}
              />
              <Box height={bodyRows} width={columns} flexDirection="column" overflow="hidden">
                {/* The screen stays mounted under a box, so that it keeps its place, but is not drawn. */}
                <Box display={covers(overlay) ? 'none' : 'flex'} flexDirection="column">
                  {Screen && (
                    <Screen key={`${state.screen} ${state.openings}`} width={columns} height={bodyRows} />
                  )}
                </Box>
                {overlay?.kind === 'help' && (
                  <HelpBox
                    groups={router.groupsBelow()}
                    width={columns}
                    height={bodyRows}
                    onClose={close}
                    onPress={key => explainRefusal(key, router.pressBelow(key))}
                  />
                )}
                {overlay?.kind === 'copied' && (
                  <CopiedBox text={overlay.text} width={columns} height={bodyRows} onClose={close} />
                )}
                {overlay?.kind === 'log' && (
                  <LogBox log={services.database.log} width={columns} height={bodyRows} onClose={close} />
                )}
                {overlay?.kind === 'confirm' && (
                  <Confirm request={overlay.request} width={columns} height={bodyRows} onClose={close} />
                )}
              </Box>
              {overlay?.kind === 'prompt' && (
                <Prompt key={overlay.number} request={overlay.request} width={columns} onClose={close} />
              )}
              {overlay?.kind === 'palette' && (
                <Palette commands={commands()} width={columns} height={bodyRows} onClose={close} />
              )}
              {overlay?.kind !== 'prompt' && overlay?.kind !== 'palette' && (
                <Footer groups={router.groups()} toast={state.toast} width={columns} />
              )}
            </Box>
          </ExplainRequestContext>
        </ClockContext>
      </PaceContext>
    </ShellActionsContext>
  );
}

/** Gives the terminal back to the shell until `fg`; Ink draws everything anew afterwards. */
async function suspend(suspendTerminal: ReturnType<typeof useApp>['suspendTerminal']): Promise<void> {
  await suspendTerminal(() => {
    process.kill(process.pid, 'SIGTSTP');
  });
}

function covers(overlay: ShellState['overlay']): boolean {
  return overlay !== null && overlay.kind !== 'prompt' && overlay.kind !== 'palette';
}
