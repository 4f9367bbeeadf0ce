import type {KeyChecks} from './key-checks.ts';

/** What shows that every box is closed, on Views. */
export function isHome(screen: string): boolean {
  return (
    /STATE +VIEW/.test(screen) &&
    !/┌ (Confirm|Keys|SQL log|Commands|Copied)|^Copied last| filter|^ : /m.test(screen)
  );
}

const esc = ['esc'];
const closed = isHome;
/** The prompt of a filter and the palette, with letters typed into them. */
const filter = (...typed: string[]) => ['/', ...typed];
const palette = (...typed: string[]) => [':', ...typed];
const search = (...typed: string[]) => ['?', '/', ...typed];

/** What the keys of the boxes do, pressed on Views while everything is paused. */
export const boxChecks: KeyChecks = {
  'confirm.cancel': {see: closed, before: ['r']},
  'prompt.submit': {
    see: / filter x(?!.*Enter)/,
    before: filter('x'),
    back: ['/', 'ctrl-u', 'enter'],
  },
  'prompt.cancel': {see: closed, before: filter('x')},
  'prompt.erase': {see: / filter: x +Enter/, before: filter('x', 'y'), back: esc},
  'prompt.clear': {see: / filter: +Enter/, before: filter('x', 'y'), back: esc},
  'palette.run': {see: /^ Doctor · /m, before: palette('d', 'o', 'c'), back: ['4']},
  'palette.complete': {see: /^ : doctor/m, before: palette('d', 'o', 'c'), back: esc},
  'palette.next': {see: /│ ▶ /, before: palette('i', 'n'), back: esc},
  'palette.previous': {see: /│ ▶ /, before: palette('i', 'n'), back: esc},
  'palette.cancel': {see: closed, before: palette('d')},
  'palette.erase': {see: /^ : d +Tab/m, before: palette('d', 'o'), back: esc},
  'palette.clear': {see: /^ : +Tab/m, before: palette('d', 'o'), back: esc},
  'help.run': {see: screen => !/STATE +VIEW|┌ Keys/.test(screen), before: ['?'], back: esc},
  'help.search': {see: /┌ Keys · search: /, before: ['?'], back: ['esc', 'esc']},
  'help.close': {see: closed, before: ['?']},
  'help.down': {see: 'moved', before: ['?'], back: esc},
  'help.up': {see: 'moved', before: ['?', 'j'], back: esc},
  'help.page-down': {see: 'moved', before: ['?'], back: esc},
  'help.page-up': {see: 'moved', before: ['?', 'G'], back: esc},
  'help.first': {see: 'moved', before: ['?', 'G'], back: esc},
  'help.last': {see: 'moved', before: ['?'], back: esc},
  'help-search.run': {see: /save to \.csv or \.json/, before: search('c', 's', 'v'), back: esc},
  'help-search.cancel': {see: /┌ Keys(?! · search)/, before: search('c', 's', 'v'), back: esc},
  'help-search.down': {see: 'moved', before: search(), back: ['esc', 'esc']},
  'help-search.up': {see: 'moved', before: search('down'), back: ['esc', 'esc']},
  'help-search.erase': {see: /search: c [·─]/, before: search('c', 's'), back: ['esc', 'esc']},
  'help-search.clear': {see: /search: +[·─]/, before: search('c', 's'), back: ['esc', 'esc']},
  'log.close': {see: closed, before: ['@']},
  'log.down': {see: 'moved', before: ['@'], back: esc},
  'log.up': {see: 'moved', before: ['@', 'j'], back: esc},
  'copied.close': {see: closed, before: ['Y']},
  'copied.down': {see: 'moved', before: ['Y'], back: esc},
  'copied.up': {see: 'moved', before: ['Y', 'j'], back: esc},
};
