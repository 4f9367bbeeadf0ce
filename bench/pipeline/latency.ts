import {setTimeout as delay} from 'node:timers/promises';
import {openClient} from '../../src/db/client.ts';
import {judge, type Measurement, quantile} from './measurement.ts';
import {type BenchServer, keepRefreshing} from './prepare.ts';

/** A question by its name, asked with other parameters each time. */
export type Questions = Readonly<Record<string, (nth: number) => Promise<unknown>>>;

export interface LatencyRules {
  readonly seconds: number;
  readonly p99BudgetMs: number;
  /** Begins the names in the table. */
  readonly label: string;
}

/** Between questions: the one who asks is a person or a service, not a load. */
const pauseMs = 4;

/** Asks one question after the other while all views are refreshed without a pause, and gives a line for each. */
export async function measureLatency(
  server: BenchServer,
  questions: Questions,
  rules: LatencyRules,
): Promise<Measurement[]> {
  const refresher = openClient(server.connection, {applicationName: 'lanewatch bench refresh', max: 1});
  const over = new AbortController();
  const refreshing = keepRefreshing(refresher, over.signal);
  try {
    return await askInTurn(questions, rules);
  } finally {
    over.abort();
    await refreshing.finally(() => refresher.end({timeout: 1}));
  }
}

/** Asks one question after the other, whatever else goes on, and gives a line for each. */
export async function askInTurn(
  questions: Questions,
  {seconds, p99BudgetMs, label}: LatencyRules,
): Promise<Measurement[]> {
  const times = new Map<string, number[]>(Object.keys(questions).map(name => [name, []]));
  // The first time a session prepares its statements.
  for (const ask of Object.values(questions)) await ask(0);
  const untilMs = performance.now() + seconds * 1000;
  for (let nth = 1; performance.now() < untilMs; nth += 1) {
    for (const [name, ask] of Object.entries(questions)) {
      const startedMs = performance.now();
      await ask(nth);
      times.get(name)?.push(performance.now() - startedMs);
      await delay(pauseMs);
    }
  }
  return [...times].map(([name, values]) => {
    const p99 = quantile(values, 0.99);
    const value = `p50 ${quantile(values, 0.5).toFixed(2)}, p99 ${p99.toFixed(2)}, worst ${Math.max(...values).toFixed(1)} ms of ${values.length}`;
    return judge(`${label}: ${name}`, value, `p99 under ${p99BudgetMs} ms`, p99 < p99BudgetMs, {
      value: p99,
      unit: 'ms',
    });
  });
}
