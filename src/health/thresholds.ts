/** A limit beyond which something is a fault, and where the limit comes from. */
interface Threshold {
  readonly value: number;
  readonly source: string;
}

/** Every limit that the rules know, in the unit its name ends in. */
export const defaultThresholds = {
  fireGraceMs: {value: 90_000, source: 'pg_cron starts a job within 50 ms of its minute (measured)'},
  runningFloorMs: {value: 300_000, source: 'ours: no run is called stuck before this'},
  runningWithoutHistoryMs: {value: 3_600_000, source: 'ours: for jobs without a good run to compare with'},
  runningFactor: {value: 3, source: 'healthchecks and Sentry allow a multiple; ours is of the p95'},
  startupMs: {value: 15_000, source: 'pg_cron gives up a start after 10 s'},
  schedulerAbsenceMs: {value: 3000, source: 'pg_cron restarts a crashed scheduler after 1 s'},
  schedulerLoopRestarts: {value: 2, source: 'ours: a single restart may be an administrator'},
  schedulerLoopWindowMs: {value: 600_000, source: 'ours'},
  schedulerWaitMs: {value: 10_000, source: 'ours: pg_cron holds no lock that long'},
  slowFactor: {value: 2, source: 'ours, as Sentry compares spans with their median'},
  slowFloorMs: {value: 5000, source: 'ours: less is noise'},
  slowLeastRuns: {value: 5, source: 'ours: a median of fewer says nothing'},
  flapChanges: {value: 4, source: 'Nagios calls a service flapping at a fifth of 21 checks'},
  historyRows: {value: 1_000_000, source: 'Supabase stops showing last runs at such sizes'},
  historyBytes: {value: 1_073_741_824, source: 'ours: 1 GiB'},
  historyAgeMs: {value: 90 * 86_400_000, source: 'ours: a purge would have taken it'},
  indexedRows: {value: 100_000, source: 'ours: a smaller history is read without one'},
  clockSkewMs: {value: 2000, source: 'pg-boss warns of skew; fires are judged to the second'},
  viewBehindMs: {value: 900_000, source: 'ours: a worker needs seconds; on top of the period of a schedule'},
  viewBehindCriticalMs: {value: 86_400_000, source: 'ours: a day of events that nobody sees'},
  refreshFloorMs: {value: 300_000, source: 'ours: no refresh is called long before this'},
  refreshWithoutHistoryMs: {
    value: 3_600_000,
    source: 'ours: for views without a good refresh to compare with',
  },
  refreshFactor: {value: 3, source: 'as for jobs: a multiple of the p95'},
  lockWaitMs: {value: 10_000, source: 'ours: shorter waits are the life of a database'},
  lockWaitCriticalMs: {value: 300_000, source: 'ours'},
  deadRowShare: {
    value: 0.4,
    source: 'twice what autovacuum leaves by default (autovacuum_vacuum_scale_factor)',
  },
  deadRows: {value: 10_000, source: 'ours: fewer cost nothing'},
  heartbeatMs: {value: 30_000, source: 'a worker writes its heartbeat every 5 s'},
  outboxWaitMs: {value: 300_000, source: 'ours: a worker takes events within seconds'},
  outboxRows: {value: 10_000, source: 'ours'},
  notifyQueueShare: {value: 0.1, source: 'ours; Postgres itself warns at a half'},
  notifyQueueCriticalShare: {value: 0.5, source: 'Postgres warns; a full queue fails every NOTIFY'},
  largeTableRows: {value: 10_000, source: 'ours: below it a scan is as quick as an index'},
  listenerLostMs: {value: 15_000, source: 'ours: the first reconnects come within seconds'},
  listenerLostCriticalMs: {value: 300_000, source: 'ours'},
  listenerReconnects: {value: 3, source: 'ours: once may be an administrator'},
  listenerWindowMs: {value: 600_000, source: 'ours: later it is history'},
  standbyBehindMs: {value: 30_000, source: 'ours: a healthy standby is behind by less than a second'},
  standbyStaleMs: {value: 300_000, source: 'ours: beyond it metrics are read from the primary'},
  echoMs: {value: 1000, source: 'ours: a notification takes milliseconds'},
} as const satisfies Record<string, Threshold>;

export type Thresholds = Readonly<Record<keyof typeof defaultThresholds, number>>;

/** The defaults with some of them replaced. */
export function chooseThresholds(own: Partial<Thresholds> = {}): Thresholds {
  const values = Object.fromEntries(
    Object.entries(defaultThresholds).map(([name, {value}]) => [name, value]),
  ) as Thresholds;
  return {...values, ...own};
}
