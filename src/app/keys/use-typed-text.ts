import {useRef, useState} from 'react';
import {textOfKey} from './key-event.ts';

export interface TypedText {
  readonly text: string;
  /** The text of this moment, also between two draws. */
  latest(): string;
  set(text: string): void;
  /** Adds what a key types, if it types anything. */
  type(key: string): void;
  erase(): void;
}

/** A line that is being typed. The keys of one paste come before the next draw: each goes on from the one before it. */
export function useTypedText(initial: string, onChange?: (text: string) => void): TypedText {
  const [text, setText] = useState(initial);
  const typed = useRef(initial);
  const set = (next: string) => {
    typed.current = next;
    setText(next);
    onChange?.(next);
  };
  return {
    text,
    latest: () => typed.current,
    set,
    type: key => set(typed.current + (textOfKey(key) ?? '')),
    erase: () => set([...typed.current].slice(0, -1).join('')),
  };
}
