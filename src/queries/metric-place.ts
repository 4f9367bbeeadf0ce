import type * as z from 'zod';
import type {MetricChoice} from '../config/metric-choice.ts';
import type {StandbySnapshot} from '../health/snapshot/standby.ts';
import {askOne} from './ask-one.ts';
import type {Query} from './define-query.ts';
import {createMetricReader, type MetricReader} from './metric-reader.ts';
import {runQuery, type SendStatement} from './run-query.ts';
import {type ServerFactsRow, serverFacts} from './server-facts.ts';
import {createStandbyReader} from './standby-reader.ts';
import {tryToKnow} from './try-to-know.ts';
import {type TwinStateRow, twinState} from './twin-state.ts';
import {walPosition} from './wal-position.ts';

export interface MetricPlaceOptions {
  readonly schema: string;
  readonly choice: MetricChoice;
  /** The database itself. */
  readonly send: SendStatement;
  readonly facts: () => Promise<ServerFactsRow>;
  /** Throws where the pipeline that a question needs is not there. */
  readonly knowPipeline: (query: Query, facts: () => Promise<ServerFactsRow>) => Promise<void>;
  readonly standby: {
    /** `host:port`. */
    readonly place: string;
    readonly send: SendStatement;
    readonly maxBehindMs: number;
    /** Cuts its sessions off and opens new ones. */
    readonly renew: () => void;
  } | null;
}

/** Where metrics are read, a standby while it can be read, and which of the two that are kept of them. */
export interface MetricPlace {
  readonly reader: MetricReader;
  ask<Params extends z.ZodObject, Row extends z.ZodObject>(
    query: Query<Params, Row>,
    params: z.input<Params>,
    signal: AbortSignal | undefined,
  ): Promise<z.output<Row>[]>;
  noteTwins(state: TwinStateRow): void;
  standby(): StandbySnapshot | null;
  lookAtStandby(): Promise<StandbySnapshot | null>;
}

export function createMetricPlace(options: MetricPlaceOptions): MetricPlace {
  const {schema, choice, send, facts, knowPipeline} = options;
  const schemas = {cron: 'lanewatch_cron'} as const;

  function openStandby({place, send: there, maxBehindMs, renew}: NonNullable<MetricPlaceOptions['standby']>) {
    return createStandbyReader({
      place,
      send: there,
      maxBehindMs,
      renew,
      onChange: () => reader.forget(),
      questions: {
        facts: () => askOne(serverFacts, {schema}, there),
        position: () => askOne(walPosition, {}, there),
        primaryPosition: () => askOne(walPosition, {}, send),
      },
    });
  }

  function read<Result>(
    work: (through: SendStatement, factsThere: () => Promise<ServerFactsRow>) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const here = () => work(send, facts);
    return standby ? standby.read(at => work(at.send, async () => at.facts), here, signal) : here();
  }

  function lookAtTwins(): Promise<TwinStateRow | null> {
    return read(async (through, factsThere) => {
      if (!(await factsThere()).has_twins) return null;
      // Without the right to look, the views are what there is to read.
      const answer = await tryToKnow(runQuery(twinState, {}, {send: through, schemas}));
      const state = answer.known ? answer.value[0] : undefined;
      return state ? withLag(state) : null;
    });
  }

  /** Twins on a standby are as old as the standby, besides. */
  function withLag(state: TwinStateRow): TwinStateRow {
    const {fault, lag} = standby?.state() ?? {fault: null, lag: null};
    if (fault !== null || lag === null) return state;
    const shownByNow = state.server_now.getTime() - lag.ms;
    return {...state, shown_until: new Date(Math.min(state.shown_until.getTime(), shownByNow))};
  }

  const standby = options.standby && openStandby(options.standby);
  const reader = createMetricReader(lookAtTwins, choice);

  return {
    reader,
    ask(query, params, signal) {
      return read(async (through, factsThere) => {
        await knowPipeline(query, factsThere);
        if (!query.readsMetrics) return runQuery(query, params, {send: through, schemas, signal});
        const reading = await reader.reading();
        const rows = await runQuery(query, params, {
          send: through,
          schemas: {...schemas, source: reading.source},
          signal,
        });
        if (!signal?.aborted) reader.noteAnswer(reading);
        return rows;
      }, signal);
    },
    noteTwins: state => reader.noteTwins(withLag(state)),
    standby: () => standby?.state() ?? null,
    lookAtStandby: async () => (await standby?.look()) ?? null,
  };
}
