import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {shownKey} from '../keymap.ts';
import type {PromptRequest} from '../shell.state.ts';
import {useKeys} from '../use-keys.ts';
import {useTypedText} from '../use-typed-text.ts';
import {promptKeys} from './prompt.keys.ts';

export interface PromptProps {
  readonly request: PromptRequest;
  readonly width: number;
  readonly onClose: () => void;
}

/** One line of text, in the place of the footer; what is typed takes effect while it is typed. */
export function Prompt({request, width, onClose}: PromptProps) {
  const typed = useTypedText(request.initial, request.onChange);
  const keymap = useKeys(
    promptKeys,
    {
      submit: () => {
        onClose();
        request.onSubmit(typed.latest());
      },
      cancel: () => {
        onClose();
        request.onCancel?.();
      },
      erase: typed.erase,
      clear: () => typed.set(''),
    },
    {level: 'box', onText: typed.type},
  );
  return (
    <Line
      segments={fitCell(
        [
          {text: ` ${request.label}: `, tone: 'accent'},
          {text: typed.text},
          {text: ' ', inverse: true},
          {
            text: `   ${shownKey(keymap, 'submit')} takes it, ${shownKey(keymap, 'cancel')} leaves it`,
            tone: 'muted',
          },
        ],
        width,
      )}
    />
  );
}
