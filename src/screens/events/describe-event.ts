import * as z from 'zod';
import type {Notice, Scored, TailEvent} from '../../app/events/tail-event.ts';
import {formatCount} from '../../ui/format.ts';
import {clean} from '../../ui/text.ts';

/** Names for ids, as `agent <id>` and `challenge <id>`. */
export type Labels = ReadonlyMap<string, string>;

/** One event in words. */
export interface EventWords {
  readonly channel: string;
  readonly challenge: string;
  readonly agent: string;
  readonly what: string;
}

export type DescribeEvent = (event: TailEvent) => EventWords;

/** Describes each event once, and only when somebody looks at it. */
export function createDescriber(labels: Labels): DescribeEvent {
  const known = new WeakMap<TailEvent, EventWords>();
  return event => {
    let words = known.get(event);
    if (words === undefined) {
      words = describe(event, labels);
      known.set(event, words);
    }
    return words;
  };
}

function describe(event: TailEvent, labels: Labels): EventWords {
  switch (event.kind) {
    case 'notice':
      return describeNotice(event);
    case 'scored':
      return describeScored(event, labels);
    case 'gap':
      return {channel: 'gap', challenge: '', agent: '', what: ''};
    case 'mark':
      return {channel: 'mark', challenge: '', agent: '', what: ''};
  }
}

/** What the worker's alerts notify, as far as a line has room for it. */
const alertPayload = z.looseObject({title: z.string().min(1)});

/** An alert is told by its title; any other payload is shown as it came. */
function describeNotice({channel, payload}: Notice): EventWords {
  const title = channel === 'analytics_alert' ? readTitle(payload) : null;
  return {channel: clean(channel), challenge: '', agent: '', what: clean(title ?? payload)};
}

function readTitle(payload: string): string | null {
  try {
    return alertPayload.safeParse(JSON.parse(payload)).data?.title ?? null;
  } catch {
    return null;
  }
}

/** What the pipeline's trigger sends. Anybody else may send it too: a field of another type is as good as none. */
const scoredPayload = z.looseObject({
  submission_id: z.string().optional().catch(undefined),
  challenge_id: z.string().optional().catch(undefined),
  agent_id: z.string().optional().catch(undefined),
  count: z.number().optional().catch(undefined),
  challenge_ids: z.array(z.string()).optional().catch(undefined),
});

/** One payload, or none where it is not an object. */
function readScored(payload: string): z.output<typeof scoredPayload>[] {
  const parsed = scoredPayload.safeParse(JSON.parse(payload));
  return parsed.success ? [parsed.data] : [];
}

function describeScored({row, payloads, queueId}: Scored, labels: Labels): EventWords {
  const heard = payloads.flatMap(readScored);
  const read = row === 'absent' ? null : row;
  // Of a statement over several challenges each has a row of its own: what was heard of the others does not count.
  const own = read ? heard.filter(notice => notice.challenge_id === read.challenge_id) : heard;
  const [first] = own;
  const challengeIds = own.flatMap(notice => notice.challenge_ids ?? []);
  const challenge = read?.challenge_id ?? first?.challenge_id;
  const count = read?.submission_count ?? first?.count ?? own.length;
  const submission = first?.submission_id;
  return {
    channel: 'submission_scored',
    challenge: nameOf('challenge', challenge, labels) || countOf(challengeIds.length, 'challenge'),
    agent: agentNames(
      own.flatMap(({agent_id}) => agent_id ?? []),
      labels,
    ),
    what: [
      count === 1 && submission !== undefined
        ? `submission ${clean(submission.slice(0, 8))}`
        : countOf(count, 'submission'),
      `queue ${formatCount(queueId)}`,
      row === 'absent' ? 'not in the outbox' : '',
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

function agentNames(ids: readonly string[], labels: Labels): string {
  const different = [...new Set(ids)];
  const others = different.length > 1 ? ` +${different.length - 1}` : '';
  return nameOf('agent', different[0], labels) + others;
}

function nameOf(kind: 'agent' | 'challenge', id: string | undefined, labels: Labels): string {
  return id === undefined ? '' : clean(labels.get(`${kind} ${id}`) ?? id.slice(0, 8));
}

function countOf(count: number, what: string): string {
  if (count <= 0) return '';
  return count === 1 ? `1 ${what}` : `${formatCount(count)} ${what}s`;
}

/** What a filter is tried on. */
export function textOf({channel, challenge, agent, what}: EventWords): string {
  return `${channel} ${challenge} ${agent} ${what}`;
}
