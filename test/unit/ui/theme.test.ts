import {describe, expect, it} from 'vitest';
import {createTheme, type TextStyle, type Tone} from '../../../src/ui/theme.ts';
import {themeNames} from '../../../src/ui/theme-names.ts';

/** A style as somebody sees it who sees no colours. */
const withoutHue = ({color: _, ...rest}: TextStyle) => JSON.stringify(rest);

describe.each(themeNames)('the theme %s', name => {
  const theme = createTheme({name, colour: true, ascii: false});

  it('sets what is critical apart from what is well by more than its hue', () => {
    expect(withoutHue(theme.style('critical'))).not.toBe(withoutHue(theme.style('ok')));
    expect(withoutHue(theme.style('warning'))).not.toBe(withoutHue(theme.style('ok')));
  });

  it('draws only in the 16 colours of the terminal itself', () => {
    const tones: readonly Tone[] = ['accent', 'ok', 'warning', 'critical', 'unknown', 'running', 'paused'];
    for (const tone of tones)
      expect(theme.style(tone).color ?? 'red').toMatch(
        /^(red|green|yellow|blue|magenta|cyan|white)(Bright)?$/,
      );
  });

  it('is without any colour where there are to be none', () => {
    const tones: readonly Tone[] = ['plain', 'muted', 'ok', 'warning', 'critical', 'running', 'title'];
    const styles = tones.map(tone => createTheme({name, colour: false, ascii: false}).style(tone));
    expect(styles.every(({color}) => color === undefined)).toBe(true);
  });
});
