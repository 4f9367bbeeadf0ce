import type {ReactNode} from 'react';
import {describe, expect, it} from 'vitest';
import {ConfirmBox} from '../../../src/ui/confirm-box.tsx';
import {HelpOverlay, searchHelp} from '../../../src/ui/help-overlay.tsx';
import {widthOf} from '../../../src/ui/text.ts';
import {renderAt} from '../../support/render-at.tsx';

const draw = (node: ReactNode, columns = 80) =>
  renderAt(node, {columns}).lastFrame().replace(/\n+$/, '').split('\n');

describe('ConfirmBox', () => {
  const box = (sql: string, height = 20) => (
    <ConfirmBox
      title="Refresh this view?"
      object="mv_weakness_patterns"
      sql={sql}
      effect="Readers keep the old rows until it is done."
      hints={[
        {key: 'y', label: 'refresh', enabled: true},
        {key: 'esc', label: 'cancel', enabled: true},
      ]}
      width={50}
      height={height}
    />
  );

  it('names the object and shows the exact SQL', () => {
    expect(draw(box("CALL analytics_refresh('mv_weakness_patterns')"))).toEqual([
      '┌ Refresh this view? ────────────────────────────┐',
      '│ mv_weakness_patterns                           │',
      '│ Readers keep the old rows until it is done.    │',
      '│                                                │',
      "│ CALL analytics_refresh('mv_weakness_patterns') │",
      '│                                                │',
      '│ y refresh  esc cancel                          │',
      '└────────────────────────────────────────────────┘',
    ]);
  });

  it('says how much of the SQL there was no room for, and keeps the keys', () => {
    const lines = draw(box(Array.from({length: 30}, (_, index) => `SELECT ${index};`).join('\n'), 12));
    expect(lines).toHaveLength(12);
    expect(lines.at(-3)).toContain('… 23 more lines');
    expect(lines.at(-2)).toContain('esc cancel');
  });

  it('gives up its blank lines and its words before a line of the SQL', () => {
    const sql = Array.from({length: 7}, (_, index) => `SELECT ${index};`).join('\n');
    const [tight, tighter] = [draw(box(sql, 12)), draw(box(sql, 11))];
    expect(tight.join('\n')).toMatch(/Readers keep[\s\S]*SELECT 0;[\s\S]*SELECT 6;[\s\S]*esc cancel/);
    expect(tighter.join('\n')).toMatch(
      /mv_weakness_patterns +│\n│ SELECT 0;[\s\S]*SELECT 6;[\s\S]*esc cancel/,
    );
    expect([tight.length, tighter.length]).toEqual([12, 11]);
  });

  it('cannot be forged by what it shows', () => {
    const lines = draw(box('SELECT 1;\x1b[2A\x1b[2K-- harmless\u202e'));
    expect(lines.join('')).not.toMatch(/\p{Cc}|\u202e/u);
    for (const line of lines) expect(widthOf(line)).toBe(50);
  });
});

describe('HelpOverlay', () => {
  const groups = [
    {
      title: 'Everywhere',
      entries: [
        {id: 'q', keys: 'q', help: 'quit'},
        {id: 'ctrl-s', keys: 'ctrl-s', help: 'save the table'},
      ],
    },
    {
      title: 'Views',
      entries: [{id: 'r', keys: 'r', help: 'refresh the view', disabledReason: 'no unique index'}],
    },
  ];

  it('lists keys by group and says why one does nothing', () => {
    expect(draw(<HelpOverlay groups={groups} width={50} height={8} cursor={1} />)).toEqual([
      '┌ Keys ──────────────────────────────────────────┐',
      '│   Everywhere                                   │',
      '│   q       quit                                 │',
      '│ ▶ ctrl-s  save the table                       │',
      '│                                                │',
      '│   Views                                        │',
      '│   r       refresh the view (no unique index)   │',
      '└────────────────────────────────────────────────┘',
    ]);
  });

  it('follows its cursor', () => {
    const lines = draw(<HelpOverlay groups={groups} width={50} height={5} cursor={2} />);
    expect(lines[0]).toContain('Keys · 4–6 of 6');
    expect(lines[3]).toContain('▶ r       refresh the view');
    expect(draw(<HelpOverlay groups={groups} width={50} height={5} cursor={0} />)[1]).toContain('Everywhere');
  });

  it('shows all of a long help, and keeps the last of it in sight', () => {
    const long = [{title: 'Here', entries: [{id: 'x', keys: 'x', help: 'one two three four five six'}]}];
    const lines = draw(<HelpOverlay groups={[...groups, ...long]} width={28} height={5} cursor={3} />);
    expect(lines.slice(1, 4)).toEqual([
      '│   Here                   │',
      '│ ▶ x       one two three  │',
      '│           four five six  │',
    ]);
  });

  it('is searched', () => {
    const found = searchHelp(groups, ' SAVE');
    expect(found.flatMap(({entries}) => entries.map(({id}) => id))).toEqual(['ctrl-s']);
    expect(searchHelp(groups, '')).toBe(groups);
    const none = (
      <HelpOverlay groups={searchHelp(groups, 'zzz')} width={50} height={6} cursor={0} query="zzz" />
    );
    expect(draw(none).join('')).toMatch(/search: zzz.*No key fits\./);
  });
});
