import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {clean, truncateStart, widthOf} from '../../ui/text.ts';
import {joinLines} from '../keys/key-event.ts';
import {shownKey} from '../keys/keymap.ts';
import {useKeys} from '../keys/use-keys.ts';
import {useTypedText} from '../keys/use-typed-text.ts';
import type {PromptRequest} from '../shell/shell.state.ts';
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
    {
      level: 'box',
      onText: typed.type,
      onPaste: pasted => typed.set(typed.latest() + (request.keepsLines ? pasted : joinLines(pasted))),
    },
  );
  const lineCount = typed.text.split('\n').length;
  const label = lineCount > 1 ? ` ${request.label} (${lineCount} lines): ` : ` ${request.label}: `;
  const hint = `   ${shownKey(keymap, 'submit')} takes it, ${shownKey(keymap, 'cancel')} leaves it`;
  const room = width - widthOf(label) - 1;
  const shown = truncateStart(clean(typed.text), room);
  return (
    <Line
      segments={fitCell(
        [
          {text: label, tone: 'accent'},
          {text: shown},
          {text: ' ', inverse: true},
          // The hint gives way to what is typed.
          {text: widthOf(hint) <= room - widthOf(shown) ? hint : '', tone: 'muted'},
        ],
        width,
      )}
    />
  );
}
