import type {Glyphs} from './glyphs.ts';
import type {Segment} from './segment.ts';
import type {Tone} from './theme.ts';

/** How a run ended; `missed` is one that was due and never was. */
export type RunOutcome = 'ok' | 'failed' | 'missed' | 'running' | 'unknown';

const looks: Record<
  RunOutcome,
  {glyph: keyof Glyphs & ('ok' | 'critical' | 'absent' | 'running' | 'unknown'); tone: Tone}
> = {
  ok: {glyph: 'ok', tone: 'ok'},
  failed: {glyph: 'critical', tone: 'critical'},
  missed: {glyph: 'absent', tone: 'warning'},
  running: {glyph: 'running', tone: 'running'},
  unknown: {glyph: 'unknown', tone: 'unknown'},
};

/** The last runs that fit into `width`, one glyph each, oldest first as given. */
export function runStrip(
  outcomes: readonly RunOutcome[],
  {glyphs, width = outcomes.length}: {glyphs: Glyphs; width?: number},
): Segment[] {
  return outcomes.slice(Math.max(0, outcomes.length - width)).map(outcome => {
    const {glyph, tone} = looks[outcome];
    return {text: glyphs[glyph], tone};
  });
}
