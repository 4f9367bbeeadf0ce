import * as z from 'zod';
import type {ListenEvent} from '../../db/listen-state.ts';
import {formatCount, formatDuration} from '../../ui/format.ts';

/** Names for ids, as `agent <id>` and `challenge <id>`. */
export type Labels = ReadonlyMap<string, string>;

/** One line of the tail, in words. */
export interface EventRow {
  readonly key: string;
  readonly event: ListenEvent;
  readonly channel: string;
  readonly challenge: string;
  readonly agent: string;
  readonly what: string;
}

/** The payloads of the pipeline; anybody can notify anything, so that all else is shown as it came. */
const scoredPayload = z.looseObject({
  submission_id: z.string().optional(),
  challenge_id: z.string().optional(),
  agent_id: z.string().optional(),
  queue_id: z.union([z.number(), z.string()]).optional(),
  count: z.number().optional(),
  challenge_ids: z.array(z.string()).optional(),
});

/** A hole in what was heard. */
export type Gap = Extract<ListenEvent, {kind: 'gap'}>;

/** The words of one event. `missed` is what the outbox says of a gap, where it is known. */
export function describeEvent(event: ListenEvent, labels: Labels, missed: number | undefined): EventRow {
  const key = String(event.id);
  if (event.kind === 'gap') {
    const lostMs = event.to.getTime() - event.from.getTime();
    const meanwhile =
      missed === undefined
        ? ''
        : `; ${formatCount(missed)} submissions were scored meanwhile (from the outbox)`;
    return {
      key,
      event,
      channel: 'gap',
      challenge: '',
      agent: '',
      what: `link lost for ${formatDuration(lostMs)}${meanwhile}`,
    };
  }
  const plain = {key, event, channel: event.channel, challenge: '', agent: '', what: event.payload};
  const payload = event.channel === 'submission_scored' ? readScored(event.payload) : null;
  if (!payload) return plain;
  return {
    ...plain,
    challenge: nameOf('challenge', payload.challenge_id, labels) || challengesOf(payload.challenge_ids),
    agent: nameOf('agent', payload.agent_id, labels),
    what: [
      payload.count === undefined ? '' : `${formatCount(payload.count)} submissions`,
      payload.submission_id === undefined ? '' : `submission ${payload.submission_id.slice(0, 8)}`,
      payload.queue_id === undefined ? '' : `queue ${payload.queue_id}`,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

function readScored(text: string): z.output<typeof scoredPayload> | null {
  try {
    return scoredPayload.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function nameOf(kind: 'agent' | 'challenge', id: string | undefined, labels: Labels): string {
  return id === undefined ? '' : (labels.get(`${kind} ${id}`) ?? id.slice(0, 8));
}

function challengesOf(ids: readonly string[] | undefined): string {
  return ids === undefined ? '' : `${ids.length} challenges`;
}

/** The payload for reading: indented where it is JSON, as it came where it is not. */
export function payloadLines(event: ListenEvent): string {
  if (event.kind === 'gap')
    return `Nothing was heard from ${event.from.toISOString()} to ${event.to.toISOString()}.`;
  try {
    return JSON.stringify(JSON.parse(event.payload), null, 2);
  } catch {
    return event.payload;
  }
}
