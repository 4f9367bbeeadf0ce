import {useState} from 'react';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {textOfKey} from '../key-event.ts';
import {defineKeys} from '../keymap.ts';
import type {PromptRequest} from '../shell.state.ts';
import {useKeys} from '../use-keys.ts';

export const promptKeys = defineKeys('prompt', 'Typing', [
  {id: 'submit', keys: ['enter'], label: 'take it', help: 'Take the text.', footer: true},
  {
    id: 'cancel',
    keys: ['esc', 'ctrl-c'],
    label: 'never mind',
    help: 'Leave everything as it was.',
    footer: true,
  },
  {id: 'erase', keys: ['backspace', 'delete'], label: 'erase', help: 'Erase the last character.'},
  {id: 'clear', keys: ['ctrl-u'], label: 'clear', help: 'Erase everything.'},
]);

export interface PromptProps {
  readonly request: PromptRequest;
  readonly width: number;
  readonly onClose: () => void;
}

/** One line of text, in the place of the footer; what is typed takes effect while it is typed. */
export function Prompt({request, width, onClose}: PromptProps) {
  const [text, setText] = useState(request.initial);
  const change = (update: (text: string) => string) =>
    setText(before => {
      const next = update(before);
      request.onChange?.(next);
      return next;
    });
  useKeys(
    promptKeys,
    {
      submit: () => {
        onClose();
        request.onSubmit(text);
      },
      cancel: () => {
        onClose();
        request.onCancel?.();
      },
      erase: () => change(before => [...before].slice(0, -1).join('')),
      clear: () => change(() => ''),
    },
    {level: 'box', onText: key => change(before => before + (textOfKey(key) ?? ''))},
  );
  return (
    <Line
      segments={fitCell(
        [
          {text: ` ${request.label}: `, tone: 'accent'},
          {text},
          {text: ' ', inverse: true},
          {text: '   Enter takes it, Esc leaves it', tone: 'muted'},
        ],
        width,
      )}
    />
  );
}
