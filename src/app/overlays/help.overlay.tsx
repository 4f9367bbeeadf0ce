import {useState} from 'react';
import {countHelpLines, HelpOverlay} from '../../ui/help-overlay.tsx';
import type {KeyGroup} from '../key-router.ts';
import {showKey} from '../keymap.ts';
import {useKeys} from '../use-keys.ts';
import {helpKeys} from './help.keys.ts';

export interface HelpBoxProps {
  readonly groups: readonly KeyGroup[];
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
}

/** Every key that is valid below the box, and why the others are not. */
export function HelpBox({groups, width, height, onClose}: HelpBoxProps) {
  const [top, setTop] = useState(0);
  const shown = groups.map(({title, hints}) => ({
    title,
    entries: hints.map(({binding, disabled}) => ({
      keys: binding.keys.map(showKey).join(' '),
      help: binding.help,
      ...(disabled === undefined ? {} : {disabledReason: disabled}),
    })),
  }));
  const last = Math.max(0, countHelpLines(shown) - (height - 2));
  useKeys(
    helpKeys,
    {
      close: onClose,
      down: key => setTop(Math.min(last, top + (key === 'pgdn' ? height - 3 : 1))),
      up: key => setTop(Math.max(0, top - (key === 'pgup' ? height - 3 : 1))),
    },
    {level: 'box'},
  );
  return <HelpOverlay groups={shown} width={width} height={height} top={top} />;
}
