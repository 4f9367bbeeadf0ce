import {randomUUID} from 'node:crypto';
import type {AlertSettings} from '../../config/alert-settings.ts';
import type {Connection} from '../../config/connection.ts';
import {endClient, openClient} from '../../db/client.ts';
import {toProblem} from '../../db/problem.ts';
import {chooseThresholds} from '../../health/thresholds.ts';
import {openDatabase} from '../../queries/database.ts';
import {requirePipeline} from '../../queries/pipeline-absence.ts';
import {Alarm} from '../alarm.ts';
import type {PipelineLog} from '../pipeline-log.ts';
import {openAlertStore} from './alert-store.ts';
import {sendPing} from './channels/http-call.ts';
import {openChannels} from './channels/open-channels.ts';
import {decide} from './decide.ts';
import {type DeliveryOutcome, deliverAlerts} from './deliver.ts';
import {createLooks, type LookOptions} from './look-for-alerts.ts';
import {readMaintenance} from './maintenance.ts';
import {writeMessage} from './write-message.ts';

export interface AlertsOptions extends LookOptions {
  readonly schema: string;
  readonly version: string;
  readonly settings: AlertSettings;
  readonly cronDatabase?: string | undefined;
  /** Looked at, too. */
  readonly standby?: Connection | undefined;
  readonly log?: PipelineLog;
  /** The first look waits for the worker's own first heartbeat. */
  readonly firstLookMs?: number;
  /** How long a worker that hangs keeps the others from taking over. */
  readonly leadMs?: number;
  readonly sendTimeoutMs?: number;
  readonly retryPausesMs?: readonly number[];
}

export interface Alerts {
  /** Whether this worker looks after the alerts, rather than another one. */
  readonly leads: boolean;
  stop(): Promise<void>;
}

/** What waits in the queue is looked for so often; a retry is due at its own time. */
const deliverEveryMs = 2_000;
const claimMs = 60_000;
const forgetEveryMs = 3_600_000;
const statementTimeoutMs = 10_000;
const goneAfterLooks = 2;
const pingName = 'ping';

/**
 * Looks again and again at everything the health rules know, and tells people what has changed. One worker per schema
 * does so; it says so in the database, and another takes over when it stops saying it.
 * @throws {UserError} for settings that cannot be followed.
 */
export function startAlerts(connection: Connection, options: AlertsOptions): Alerts {
  const {schema, settings, version, leadMs = 20_000} = options;
  const log = options.log ?? (() => {});
  const isMaintenance = readMaintenance(settings.maintenance);
  const workerId = randomUUID();
  const takeLook = createLooks(options);
  const place = {host: connection.host, port: connection.port, database: connection.database, schema};
  const stopping = new AbortController();
  const alarm = new Alarm();
  let sessions = openSessions();
  let leads = false;
  let lookAtMs = performance.now() + (options.firstLookMs ?? Math.min(10_000, settings.lookEveryMs));
  let pingAtMs = 0;
  let forgetAtMs = 0;

  function openSessions() {
    const database = openDatabase(connection, {
      schema,
      readOnly: true,
      statementTimeoutMs,
      cronDatabase: options.cronDatabase,
      standby: options.standby,
      maxStandbyLagMs: chooseThresholds(options.thresholds).standbyStaleMs,
    });
    const client = openClient(connection, {
      applicationName: 'lanewatch alerts',
      max: 1,
      schema,
      statementTimeoutMs,
    });
    const channels = openChannels(settings, {client, version, timeoutMs: options.sendTimeoutMs});
    const store = openAlertStore(client, {
      workerId,
      channels: channels.map(({name}) => name),
      pings: settings.ping ? [pingName] : [],
      leadMs,
      claimMs,
    });
    const close = () => Promise.all([endClient(client, 1_000), database.close()]);
    return {database, channels, store, close};
  }

  async function turn(): Promise<void> {
    const {store, channels, database} = sessions;
    const facts = await database.facts();
    if (!facts.has_pipeline) database.forgetFacts();
    requirePipeline(facts, schema, 'Nobody can be alerted');
    leads = (await store.hold()) !== null;
    if (!leads) return;
    if (performance.now() >= forgetAtMs) {
      forgetAtMs = performance.now() + forgetEveryMs;
      await store.forget();
    }
    const looking = performance.now() >= lookAtMs ? look() : Promise.resolve();
    // A look that fails keeps nothing back that was decided before.
    const [looked] = await Promise.allSettled([looking]);
    await deliverAlerts(store, channels, {
      onOutcome: tell,
      signal: stopping.signal,
      ...(options.retryPausesMs ? {pausesMs: options.retryPausesMs} : {}),
    });
    if (looked.status === 'rejected') throw looked.reason;
  }

  async function look(): Promise<void> {
    lookAtMs = performance.now() + settings.lookEveryMs;
    const {store, database} = sessions;
    const result = await takeLook(database, stopping.signal);
    if (result.look === null) {
      lookAtMs = performance.now() + result.lookAgainMs;
      return;
    }
    const now = await store.hold();
    if (now === null) return;
    const rules = {...settings, goneAfterLooks, isMaintenance: isMaintenance(now)};
    const {states, drafts} = decide(await store.read(), {...result.look, now}, rules);
    const messages = drafts.map(draft => writeMessage(draft, {id: randomUUID(), at: now, place}));
    leads = await store.write({states, messages});
    if (leads) await ping();
  }

  async function ping(): Promise<void> {
    if (!settings.ping || performance.now() < pingAtMs) return;
    pingAtMs = performance.now() + settings.ping.everyMs;
    const verdict = await sendPing(settings.ping.url, {version, timeoutMs: options.sendTimeoutMs});
    if (!verdict.ok) log({level: 'warning', text: `alerts: the ping failed: ${verdict.error}`});
    await sessions.store.noteChannel(pingName, verdict.ok ? null : verdict.error);
  }

  function tell({channel, title, messageId, error, attemptCount, retryMs}: DeliveryOutcome): void {
    const facts = {channel, messageId, attemptCount, retryMs};
    if (error === null) {
      log({level: 'info', text: `alerts: told ${channel}: ${title}`, facts});
      return;
    }
    const next = retryMs === null ? 'given up' : `next try in ${Math.round(retryMs / 1000)} s`;
    log({
      level: 'error',
      text: `alerts: ${channel} ${error}; try ${attemptCount}, ${next}: ${title}`,
      facts: {...facts, error},
    });
  }

  async function loop(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let waitMs = Math.min(deliverEveryMs, Math.max(50, lookAtMs - performance.now()));
      try {
        await turn();
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) break;
        leads = false;
        failures += 1;
        // After a lost link the server may be another one, and the driver's sessions are not always of use again.
        const lost = sessions;
        sessions = openSessions();
        void lost.close().catch(() => {});
        waitMs = (0.5 + Math.random() / 2) * Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5));
        const {what, why, remedy} = toProblem(error);
        log({level: 'error', text: `alerts: ${what}: ${why}. ${remedy}`});
      }
      if (!stopping.signal.aborted) await alarm.wait(waitMs);
    }
  }

  async function finish(): Promise<void> {
    stopping.abort();
    alarm.ring();
    await looping;
    if (leads) await sessions.store.release().catch(() => {});
    leads = false;
    await sessions.close();
  }

  const looping = loop();
  let finished: Promise<void> | null = null;
  return {
    get leads() {
      return leads;
    },
    stop() {
      finished ??= finish();
      return finished;
    },
  };
}
