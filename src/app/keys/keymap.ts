/** One key of the monitor, declared once: the router, the footer, help and the README are made from these records. */
export interface KeyBinding<Id extends string = string> {
  readonly id: Id;
  /** Names as `keysOf` gives them: `j`, `G`, `enter`, `ctrl-d`, `pgup`. The first is the one shown. */
  readonly keys: readonly string[];
  /** Two words at most, for the footer. */
  readonly label: string;
  /** One sentence, for help. */
  readonly help: string;
  readonly footer?: boolean;
  /** The id of its counterpart, shown in the footer with it: `[ ] challenge`. */
  readonly pair?: string;
  /** Valid also while a box is open that takes no text and has no meaning of its own for the key. */
  readonly everywhere?: boolean;
}

/** The keys of one place: the whole program, a screen, or a box on top of it. */
export interface Keymap<Id extends string = string> {
  readonly scope: string;
  readonly title: string;
  readonly bindings: readonly KeyBinding<Id>[];
}

/** Keeps the ids literal, so that whoever uses the map must handle each of them. */
export function defineKeys<const Id extends string>(
  scope: string,
  title: string,
  bindings: readonly KeyBinding<Id>[],
): Keymap<Id> {
  return {scope, title, bindings};
}

/** What a key does now; `disabled` says why it does nothing. */
export interface KeyHandler {
  run(key: string): void;
  readonly disabled?: string | undefined;
}

export type KeyHandlers<Id extends string> = Readonly<Record<Id, KeyHandler | ((key: string) => void)>>;

const shownNames: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'shift-tab': 'Shift-Tab',
  space: 'Space',
};

/** The first key of a binding, as people write it. */
export function shownKey<Id extends string>({bindings}: Keymap<Id>, id: Id): string {
  return showKey(bindings.find(binding => binding.id === id)?.keys[0] ?? '');
}

/** A key's name as people write it. */
export function showKey(key: string): string {
  return shownNames[key] ?? key;
}
