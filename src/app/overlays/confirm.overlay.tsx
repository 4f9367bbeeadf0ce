import {ConfirmBox} from '../../ui/confirm-box.tsx';
import {defineKeys} from '../keymap.ts';
import type {ConfirmRequest} from '../shell.state.ts';
import {useKeys} from '../use-keys.ts';

/** The key that confirms is never one that asked, so that a key pressed twice does nothing. */
export const confirmKeys = defineKeys('confirm', 'Confirm', [
  {id: 'confirm', keys: ['y'], label: 'yes, run it', help: 'Run the statement that is shown.', footer: true},
  {
    id: 'cancel',
    keys: ['esc', 'n', 'q', 'ctrl-c'],
    label: 'no',
    help: 'Go back; nothing is run.',
    footer: true,
  },
]);

export interface ConfirmProps {
  readonly request: ConfirmRequest;
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

export function Confirm({request, width, height, onClose}: ConfirmProps) {
  useKeys(
    confirmKeys,
    {
      confirm: () => {
        onClose();
        request.run();
      },
      cancel: onClose,
    },
    {level: 'box'},
  );
  const hints = confirmKeys.bindings.map(({keys, label}) => ({key: keys[0] ?? '', label, enabled: true}));
  return (
    <ConfirmBox
      title="Confirm"
      object={request.title}
      effect={request.effect}
      sql={request.sql}
      hints={hints}
      width={width}
      height={height}
    />
  );
}
