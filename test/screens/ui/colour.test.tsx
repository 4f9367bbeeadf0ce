import {describe, expect, it, vi} from 'vitest';
import {Line} from '../../../src/ui/line.tsx';
import {Panel} from '../../../src/ui/panel.tsx';
import {createTheme, ThemeContext, type Tone} from '../../../src/ui/theme.ts';
import {renderAt} from '../../support/render-at.tsx';

// Before Ink is loaded: this file is about what the other tests of drawing leave out.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});

const tones: Tone[] = [
  'plain',
  'muted',
  'accent',
  'ok',
  'warning',
  'critical',
  'unknown',
  'running',
  'paused',
  'title',
];

function draw(colour: boolean) {
  const theme = createTheme({colour, ascii: false});
  return renderAt(
    <ThemeContext value={theme}>
      <Panel title="States" width={80} height={3} tone="accent">
        <Line
          segments={[...tones.map(tone => ({text: `${tone} `, tone})), {text: 'chosen', inverse: true}]}
        />
      </Panel>
    </ThemeContext>,
  ).lastFrame();
}

/** The parameters of every SGR sequence, of which 30 to 107 but 39 and 49 set a colour. */
const codesIn = (frame: string) => [...frame.matchAll(/\x1b\[(\d+)m/g)].map(match => Number(match[1]));

describe('colour', () => {
  it('comes from the 16 of the terminal', () => {
    expect(draw(true)).not.toMatch(/\x1b\[[34]8[;:]/);
    expect(new Set(codesIn(draw(true)))).toEqual(new Set([1, 2, 7, 22, 27, 31, 32, 33, 35, 36, 39, 94]));
  });

  it('can be left out, while bold, dim, underline and inverse stay', () => {
    const codes = codesIn(draw(false));
    expect(codes.filter(code => code >= 30)).toEqual([]);
    expect(new Set(codes)).toEqual(new Set([1, 2, 4, 7, 22, 24, 27]));
  });
});
