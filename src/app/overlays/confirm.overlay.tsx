import {ConfirmBox} from '../../ui/confirm-box.tsx';
import {showKey} from '../keys/keymap.ts';
import {useKeys} from '../keys/use-keys.ts';
import type {ConfirmRequest} from '../shell/shell.state.ts';
import {confirmKeys} from './confirm.keys.ts';

export interface ConfirmProps {
  readonly request: ConfirmRequest;
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

export function Confirm({request, width, height, onClose}: ConfirmProps) {
  const keymap = useKeys(
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
  const hints = keymap.bindings.map(({keys, label}) => ({key: showKey(keys[0] ?? ''), label, enabled: true}));
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
