import * as z from 'zod';
import {type Finding, findingKey} from '../../health/finding.ts';
import type {Handling} from '../../health/handling.ts';
import {clean} from '../../ui/text.ts';

/** What the worker's alerts notify, as far as it is needed here. */
const alertPayload = z.object({
  event: z.literal('alert'),
  findings: z.array(z.object({key: z.string(), severity: z.string(), message: z.string()})),
});

/**
 * Rings when something critical is found that was not there before: by the looks of the monitor itself, and on every
 * screen by what the worker notifies. What was there at the first look is no news.
 */
export class CriticalNotices {
  /** Keys of what is critical; null before the first look. */
  #known: ReadonlySet<string> | null = null;
  /** Keys that were notified and not seen in a look yet. */
  readonly #heard = new Set<string>();
  readonly #ring: (text: string) => void;

  constructor(ring: (text: string) => void) {
    this.#ring = ring;
  }

  /** One more look. A finding that somebody has muted or acknowledged rings nobody. */
  see(findings: readonly Finding[], handling: ReadonlyMap<string, Handling> = new Map()): void {
    const critical = findings.filter(({severity}) => severity === 'critical');
    const before = this.#known;
    this.#known = new Set(critical.map(findingKey));
    const news = critical.filter(finding => {
      const key = findingKey(finding);
      const answered = handling.get(key);
      if (before === null || before.has(key) || this.#heard.has(key)) return false;
      return !answered?.muted && !answered?.acknowledged;
    });
    this.#heard.clear();
    this.#tell(news.map(({message}) => message));
  }

  /** A notification on any channel; what is no alert is passed over. */
  hear(channel: string, payload: string): void {
    if (channel !== 'analytics_alert') return;
    const parsed = alertPayload.safeParse(readJson(payload));
    if (!parsed.success) return;
    const news = parsed.data.findings.filter(
      ({key, severity}) => severity === 'critical' && !this.#known?.has(key) && !this.#heard.has(key),
    );
    for (const {key} of news) this.#heard.add(key);
    this.#tell(news.map(({message}) => message));
  }

  #tell([first, ...others]: readonly string[]): void {
    if (first === undefined) return;
    this.#ring(others.length === 0 ? first : `${first}, and ${others.length} more`);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const longestText = 200;

/**
 * The bell, and a notice on the desktop where the terminal knows how (OSC 9: iTerm2, kitty, WezTerm, Windows Terminal …).
 * tmux rings by itself and passes the rest on only when it is wrapped.
 */
export function noticeSequence(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const notice = `\x1b]9;lanewatch: ${clean(text).slice(0, longestText).toWellFormed()}\x1b\\`;
  if (!env.TMUX) return `\x07${notice}`;
  return `\x07\x1bPtmux;${notice.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}
