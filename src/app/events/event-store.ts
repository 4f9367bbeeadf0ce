import type {ListenEvent} from '../../db/listen-state.ts';
import type {OutboxEvent} from '../../queries/tail-outbox.ts';
import {EventRate} from './event-rate.ts';
import {heardByTheEnd, noteHeard} from './heard-in-gap.ts';
import {countSurplus, countText, isFarOver} from './surplus.ts';
import {type Gap, readQueueId, type Scored, scoredChannel, type TailEvent} from './tail-event.ts';

export interface EventTotals {
  readonly kept: number;
  /** Left the tail, or were never put into it, because there were too many. */
  readonly dropped: number;
  /** Everything that ever came, gaps and marks included. */
  readonly added: number;
  /** Events in each of the last seconds, oldest first; the last entry is the second that runs now. */
  readonly perSecond: readonly number[];
}

/** Of so many gaps, the latest ones, the outbox is asked what was missed. */
export const countedGaps = 20;
/** The whole of a notice is kept for so many submissions of one outbox row: the pipeline sends no more. */
const mostPayloads = 100;
/** What comes within a moment is told together, and at most every 20 ms: with the frame after it, within 50 ms. */
const momentMs = 4;
const bundleMs = 20;
/** Nobody reads more than a thousand a second: a flood is told ten times a second, not fifty. */
const floodPerMs = 1;
const floodBundleMs = 100;
/** A telling that takes long is followed by a pause four times as long, so that keys always find room. */
const dutyCycle = 4;
const longestBundleMs = 400;

/** A place in the tail; what stands there may be replaced when more of it is known. */
interface Slot {
  event: TailEvent;
}

/** What one look at the outbox found. */
export interface OutboxLook {
  /** By ascending id. */
  readonly rows: readonly OutboxEvent[];
  /** Rows that are new too, below the first one shown. */
  readonly skipped: number;
  /** Our clock when the look was sent. */
  readonly startedAt: Date;
  /** What has to be added to the server's clock to get ours. */
  readonly offsetMs: number;
}

/** The latest events in the order of their time, bounded. Readers take a snapshot; subscribers are told in bundles. */
export class EventStore {
  #slots: Slot[] = [];
  #snapshot: readonly TailEvent[] = [];
  readonly #scored = new Map<number, Slot>();
  /** Heard of, but not read from the outbox yet. */
  readonly #hearsay = new Map<number, Slot>();
  /** The latest of them. */
  #gaps: readonly Slot[] = [];
  readonly #rate = new EventRate();
  readonly #subscribers = new Set<() => void>();
  #isSorted = true;
  /** Characters of all payloads. */
  #text = 0;
  #added = 0;
  #dropped = 0;
  #hints = 0;
  #marks: Date[] = [];
  #timer: NodeJS.Timeout | undefined;
  #toldMs = Number.NEGATIVE_INFINITY;
  #toldAdded = 0;
  #pauseMs = bundleMs;

  add(event: ListenEvent): void {
    if (event.kind === 'gap') {
      const {id, from, to, serverFrom, serverTo} = event;
      this.#addGap({kind: 'gap', key: `gap ${id}`, at: to, from, to, serverFrom, serverTo});
      return;
    }
    const {id, at, channel, payload} = event;
    const queueId = channel === scoredChannel ? readQueueId(payload) : null;
    if (queueId === null) this.#append({kind: 'notice', key: `notice ${id}`, at, channel, payload});
    else this.#addHint(queueId, at, payload);
  }

  /** Adds what a look at the outbox found. Rows that are known change nothing. */
  addLook({rows, skipped, startedAt, offsetMs}: OutboxLook): void {
    for (const row of rows) {
      const slot = this.#scored.get(row.queue_id);
      this.#hearsay.delete(row.queue_id);
      if (slot?.event.kind === 'scored') {
        this.#replaceScored(slot, {...slot.event, row});
        continue;
      }
      const at = new Date(row.queued_ms + offsetMs);
      this.#append({kind: 'scored', key: keyOf(row.queue_id), at, queueId: row.queue_id, row, payloads: []});
    }
    const lowest = skipped === 0 ? 0 : (rows[0]?.queue_id ?? 0);
    const unheard = Math.max(0, skipped - this.#settleHearsay(lowest, startedAt));
    this.#dropped += unheard;
    this.#added += unheard;
  }

  /**
   * A notice comes after its row: one that was there before the look, and whose row the look would have shown, has none.
   * Gives how many rows below the lowest one shown were heard of, and so are not missing.
   */
  #settleHearsay(lowest: number, startedAt: Date): number {
    let below = 0;
    for (const [queueId, slot] of this.#hearsay) {
      if (slot.event.kind !== 'scored' || slot.event.at >= startedAt) continue;
      this.#hearsay.delete(queueId);
      if (queueId < lowest) below += 1;
      else this.#replace(slot, {...slot.event, row: 'absent'});
    }
    return below;
  }

  /** Draws a line below what is here now. */
  mark(at: Date): void {
    const before = this.#marks.at(-1);
    this.#marks.push(at);
    const nth = this.#marks.length;
    const sinceMs = before ? at.getTime() - before.getTime() : null;
    this.#append({kind: 'mark', key: `mark ${nth}`, at, nth, sinceMs});
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  /** Oldest first; the same array until something new came. */
  readonly snapshot = (): readonly TailEvent[] => this.#snapshot;

  /** How many notices told of outbox rows so far: whoever follows the outbox looks again when there are more. */
  get hints(): number {
    return this.#hints;
  }

  totals(now: Date): EventTotals {
    return {
      kept: this.#snapshot.length,
      dropped: this.#dropped,
      added: this.#added,
      perSecond: this.#rate.perSecond(now),
    };
  }

  #addGap(gap: Omit<Gap, 'heard'>): void {
    const heard = heardByTheEnd(
      gap,
      this.#slots.map(({event}) => event),
    );
    this.#gaps = [...this.#gaps, this.#append({...gap, heard})].slice(-countedGaps);
  }

  #replaceScored(slot: Slot, event: Scored): void {
    this.#replace(slot, event);
    for (const gap of this.#gaps) {
      if (gap.event.kind !== 'gap') continue;
      const noted = noteHeard(gap.event, event);
      if (noted !== gap.event) this.#replace(gap, noted);
    }
  }

  #replace(slot: Slot, event: TailEvent): void {
    this.#text += countText(event) - countText(slot.event);
    slot.event = event;
    this.#publishSoon();
  }

  #addHint(queueId: number, at: Date, payload: string): void {
    this.#hints += 1;
    const slot = this.#scored.get(queueId);
    if (slot?.event.kind !== 'scored') {
      const added = this.#append({
        kind: 'scored',
        key: keyOf(queueId),
        at,
        queueId,
        row: null,
        payloads: [payload],
      });
      this.#hearsay.set(queueId, added);
    } else if (slot.event.payloads.length < mostPayloads) {
      this.#replaceScored(slot, {...slot.event, payloads: [...slot.event.payloads, payload]});
    }
  }

  #append(event: TailEvent): Slot {
    const last = this.#slots.at(-1);
    if (last && last.event.at > event.at) this.#isSorted = false;
    const slot = {event};
    this.#slots.push(slot);
    this.#text += countText(event);
    this.#added += 1;
    if (event.kind === 'scored') this.#scored.set(event.queueId, slot);
    if (event.kind === 'scored' || event.kind === 'notice') this.#rate.count(event.at);
    if (isFarOver(this.#slots.length, this.#text)) this.#trim();
    this.#publishSoon();
    return slot;
  }

  #publishSoon(): void {
    const waitMs = Math.max(momentMs, this.#toldMs + this.#pauseMs - performance.now());
    this.#timer ??= setTimeout(() => this.#publish(), waitMs);
  }

  #publish(): void {
    this.#timer = undefined;
    this.#trim();
    this.#snapshot = this.#slots.map(({event}) => event);
    const startedMs = performance.now();
    const isFlood = this.#added - this.#toldAdded > floodPerMs * (startedMs - this.#toldMs);
    for (const subscriber of this.#subscribers) subscriber();
    this.#toldMs = performance.now();
    this.#toldAdded = this.#added;
    const leastMs = isFlood ? floodBundleMs : bundleMs;
    this.#pauseMs = Math.min(longestBundleMs, Math.max(leastMs, dutyCycle * (this.#toldMs - startedMs)));
  }

  #trim(): void {
    if (!this.#isSorted) this.#slots.sort((one, other) => one.event.at.getTime() - other.event.at.getTime());
    this.#isSorted = true;
    const surplus = countSurplus(this.#slots, this.#text);
    if (surplus === 0) return;
    for (const {event} of this.#slots.slice(0, surplus)) {
      this.#text -= countText(event);
      if (event.kind !== 'scored') continue;
      this.#scored.delete(event.queueId);
      this.#hearsay.delete(event.queueId);
    }
    this.#dropped += surplus;
    this.#slots = this.#slots.slice(surplus);
  }
}

function keyOf(queueId: number): string {
  return `queue ${queueId}`;
}
