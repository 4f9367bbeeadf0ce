import {KeyHints} from '../../ui/key-hints.tsx';
import {Toast} from '../../ui/toast.tsx';
import type {KeyGroup} from '../keys/key-router.ts';
import {showKey} from '../keys/keymap.ts';
import type {Toast as ToastState} from './shell.state.ts';

/** The keys valid now; a message takes their place while it is fresh. */
export function Footer({
  groups,
  toast,
  width,
}: {
  groups: readonly KeyGroup[];
  toast: ToastState | null;
  width: number;
}) {
  if (toast) return <Toast tone={toast.tone} text={toast.text} width={width} />;
  const hints = groups.flatMap(group =>
    group.hints
      .filter(({binding}) => binding.footer)
      .map(({binding, disabled}) => ({
        key: [keyOf(group, binding.pair), binding.keys[0] ?? '']
          .filter(key => key !== '')
          .map(showKey)
          .join(' '),
        label: binding.label,
        enabled: disabled === undefined,
        isEnter: binding.keys[0] === 'enter',
        pinned: binding.id === 'help' || binding.id === 'quit',
      })),
  );
  // What Enter does comes first on every screen, whichever part of it answers the key.
  hints.sort((one, other) => Number(other.isEnter) - Number(one.isEnter));
  return <KeyHints hints={hints} width={width} />;
}

/** The first key of a binding of the group. */
function keyOf({hints}: KeyGroup, id: string | undefined): string {
  return hints.find(({binding}) => binding.id === id)?.binding.keys[0] ?? '';
}
