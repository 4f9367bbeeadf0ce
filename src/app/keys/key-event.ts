import type {Key} from 'ink';

const controlKeys: ReadonlyArray<readonly [flag: keyof Key, name: string]> = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pgup'],
  ['pageDown', 'pgdn'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/**
 * The names of the keys in one input event. Terminals deliver fast typing and pastes as one chunk, so that one event
 * can be several keys; an event that names no key (a mouse report, an unknown sequence) gives none.
 */
export function keysOf(input: string, key: Key): string[] {
  if (key.eventType === 'release') return [];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  if (key.shift && key.leftArrow) return ['shift-left'];
  if (key.shift && key.rightArrow) return ['shift-right'];
  for (const [flag, name] of controlKeys) if (key[flag]) return [name];
  if (key.ctrl) return input.length === 1 ? [`ctrl-${input.toLowerCase()}`] : [];
  if (key.meta) return [];
  return [...input].flatMap(nameOfCharacter);
}

function nameOfCharacter(character: string): string[] {
  if (character === ' ') return ['space'];
  if (character === '\r' || character === '\n') return ['enter'];
  if (character === '\t') return ['tab'];
  if (character === '\u007F' || character === '\b') return ['backspace'];
  // Keys held down with ctrl come in the same chunk as others when the link is slow.
  if (character >= '\u0001' && character <= '\u001A')
    return [`ctrl-${String.fromCharCode(character.charCodeAt(0) + 96)}`];
  return character < ' ' ? [] : [character];
}

/** The key that types a character. */
export function keyOfCharacter(character: string): string {
  return character === ' ' ? 'space' : character;
}

/** What was pasted, for a place that takes one line. */
export function joinLines(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** The text that a key types, or null for a key that types none. */
export function textOfKey(key: string): string | null {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : null;
}
