import {EventStore} from '../../src/app/events/event-store.ts';
import {createListenerView} from '../../src/app/events/listener-view.ts';
import {useExplainRequest} from '../../src/app/explain-request.ts';
import {CriticalNotices} from '../../src/app/health/critical-notices.ts';
import {LiveStore} from '../../src/app/live/live-store.ts';
import {MemoryContext} from '../../src/app/memory.ts';
import type {ScreenDefinition, ScreenProps} from '../../src/app/screen.ts';
import {ServicesContext} from '../../src/app/services.ts';
import {Shell} from '../../src/app/shell/shell.tsx';
import type {ListenState} from '../../src/db/listen-state.ts';
import {StatementLog} from '../../src/db/statement-log.ts';
import type {StandbySnapshot} from '../../src/health/snapshot/standby.ts';
import type {Database} from '../../src/queries/database.ts';
import type {Query} from '../../src/queries/define-query.ts';
import {type Reading, withoutTwins} from '../../src/queries/metric-source.ts';
import type {ServerFactsRow} from '../../src/queries/server-facts.ts';
import {Line} from '../../src/ui/line.tsx';
import {createTheme, ThemeContext} from '../../src/ui/theme.ts';
import {type RenderedTerminal, renderAt} from './render-at.tsx';

/** Rows for every parameter, rows that depend on them, an error, or `never` for a question without an answer. */
export type Answer =
  | readonly object[]
  | ((params: Record<string, unknown>) => readonly object[])
  | Error
  | 'never';

export interface MonitorFakes {
  /** By the query's name; may be changed while the monitor runs. A question without an entry gives no rows. */
  readonly answers: Record<string, Answer>;
  readonly columns?: number;
  readonly rows?: number;
  readonly readOnly?: boolean;
  readonly ascii?: boolean;
  readonly hasPipeline?: boolean;
  /** What `--schema` names; the pipeline is in `public`. */
  readonly schema?: string;
  readonly isStandby?: boolean;
  /** The standby that metrics are to be read from. */
  readonly standby?: StandbySnapshot | null;
  /** What questions about metrics read; the views of an installation without twins, where it is not said. */
  readonly reading?: Reading;
  readonly channels?: readonly string[];
  /** What the command line chose. */
  readonly memory?: Readonly<Record<string, unknown>>;
}

export interface RenderedMonitor extends RenderedTerminal {
  readonly asked: readonly {readonly name: string; readonly params: unknown}[];
  readonly acted: readonly (readonly unknown[])[];
  readonly events: EventStore;
  /** What the terminal rang for. */
  readonly rung: readonly string[];
  /** Changes how the listener is. */
  listen(state: Partial<ListenState>): void;
}

/** An error as the driver throws one. */
export function postgresError(code: string, message: string): Error {
  return Object.assign(new Error(message), {code});
}

/** One screen in the real shell, on a database that answers by hand. */
export function renderMonitor(screen: ScreenDefinition, fakes: MonitorFakes): RenderedMonitor {
  const asked: {name: string; params: unknown}[] = [];
  const acted: (readonly unknown[])[] = [];
  const database = fakeDatabase(fakes, {asked, acted});
  const events = new EventStore();
  const rung: string[] = [];
  const notices = new CriticalNotices(text => rung.push(text));
  const listener = createListenerView(fakes.channels ?? []);
  const services = {database, live: new LiveStore(database), events, listener: listener.view, notices};
  const explain: ScreenDefinition = {id: 'explain', number: 7, title: 'Explain', component: ShownRequest};
  const terminal = renderAt(
    <ServicesContext value={services}>
      <ThemeContext value={createTheme({colour: false, ascii: fakes.ascii ?? false})}>
        <MemoryContext value={new Map(Object.entries(fakes.memory ?? {}))}>
          <Shell screens={[screen, explain]} initialScreen={screen.id} intervalMs={500} />
        </MemoryContext>
      </ThemeContext>
    </ServicesContext>,
    {columns: fakes.columns ?? 80, rows: fakes.rows ?? 24},
  );
  const listen = (state: Partial<ListenState>) => listener.update({...listener.view.state(), ...state});
  return {...terminal, asked, acted, events, rung, listen};
}

/** Stands for the Explain screen: shows what it would run. */
function ShownRequest(_: ScreenProps) {
  const request = useExplainRequest();
  const shown =
    request && 'query' in request
      ? `${request.query.name} ${JSON.stringify(request.params)}`
      : JSON.stringify(request);
  return <Line segments={[{text: `plan of ${shown}`}]} />;
}

function fakeDatabase(
  {
    answers,
    readOnly = false,
    hasPipeline = true,
    schema = 'public',
    isStandby = false,
    reading = withoutTwins,
    standby = null,
  }: MonitorFakes,
  {asked, acted}: {asked: {name: string; params: unknown}[]; acted: (readonly unknown[])[]},
): Database {
  const facts: ServerFactsRow = {
    server_version: '18.4',
    server_version_num: 180_004,
    database: 'lanes',
    username: 'ada',
    in_recovery: isStandby,
    read_only: readOnly,
    pg_cron_version: '1.6',
    has_builtin_cron: false,
    cron_usable: true,
    cron_row_security: false,
    has_schema: schema === 'public',
    has_pipeline: hasPipeline && schema === 'public',
    pipeline_schemas: hasPipeline ? ['public'] : [],
    has_twins: reading.hasTwins,
  };
  let current = reading;
  async function answerOf(query: Query, params: Record<string, unknown>): Promise<readonly object[]> {
    if (query.questions) return [await answerTogether(query.questions, params)];
    const answer = answers[query.name] ?? (query.name === 'server-facts' ? [facts] : []);
    if (answer === 'never') return new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(query.params.parse(params)) : answer;
  }
  /** A bundle comes as JSON, and is refused where one of its questions is. */
  async function answerTogether(
    questions: NonNullable<Query['questions']>,
    params: Record<string, unknown>,
  ): Promise<object> {
    const rows = Object.entries(questions).map(async ([name, question]) => {
      const own = Object.keys(question.params.shape).map(key => [key, params[key]]);
      return [name, await answerOf(question, Object.fromEntries(own))] as const;
    });
    return JSON.parse(JSON.stringify(Object.fromEntries(await Promise.all(rows))));
  }
  return {
    connection: {host: 'db1', port: 5432, user: 'ada', database: 'lanes', tls: 'disable'},
    options: {schema, readOnly, statementTimeoutMs: 0},
    log: new StatementLog(),
    facts: async () => facts,
    cronPlace: async () => ({kind: 'here', database: facts.database, problem: null}),
    reading: async () => current,
    lastReading: () => current,
    noteTwins() {},
    standby: () => standby,
    lookAtStandby: async () => standby,
    chooseSource(choice) {
      current = {...current, choice, source: choice === 'scheduled' ? 'scheduled' : 'live'};
    },
    sourceChoice: () => current.choice,
    forgetFacts() {},
    async ask(query, params) {
      asked.push({name: query.name, params});
      const rows = await answerOf(query, params);
      // Rows made by hand must have the shape that the server's have.
      return rows.map(row => query.row.parse(row));
    },
    textOf: async query => query.sql({cron: 'cron'}),
    async act(action, params) {
      acted.push([action, ...params]);
      return [];
    },
    async command(text, databaseName) {
      acted.push(['command', text, databaseName]);
    },
    async close() {},
  };
}
