import {useState} from 'react';
import {countHelpLines, HelpOverlay} from '../../ui/help-overlay.tsx';
import type {KeyGroup} from '../key-router.ts';
import {defineKeys, showKey} from '../keymap.ts';
import {useKeys} from '../use-keys.ts';

export const helpKeys = defineKeys('help', 'Help', [
  {id: 'close', keys: ['esc', '?', 'q', 'h'], label: 'close', help: 'Close help.', footer: true},
  {id: 'down', keys: ['j', 'down', 'pgdn'], label: 'down', help: 'Scroll down.'},
  {id: 'up', keys: ['k', 'up', 'pgup'], label: 'up', help: 'Scroll up.'},
]);

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
