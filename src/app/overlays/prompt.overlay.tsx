import {useRef, useState} from 'react';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {textOfKey} from '../key-event.ts';
import type {PromptRequest} from '../shell.state.ts';
import {useKeys} from '../use-keys.ts';
import {promptKeys} from './prompt.keys.ts';

export interface PromptProps {
  readonly request: PromptRequest;
  readonly width: number;
  readonly onClose: () => void;
}

/** One line of text, in the place of the footer; what is typed takes effect while it is typed. */
export function Prompt({request, width, onClose}: PromptProps) {
  const [text, setText] = useState(request.initial);
  // The keys of one paste come before the next draw: each goes on from what the one before it left.
  const typed = useRef(request.initial);
  const change = (update: (text: string) => string) => {
    typed.current = update(typed.current);
    setText(typed.current);
    request.onChange?.(typed.current);
  };
  useKeys(
    promptKeys,
    {
      submit: () => {
        onClose();
        request.onSubmit(typed.current);
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
