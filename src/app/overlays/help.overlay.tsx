import {useState} from 'react';
import {type HelpGroup, HelpOverlay, searchHelp} from '../../ui/help-overlay.tsx';
import {joinLines} from '../keys/key-event.ts';
import type {KeyGroup} from '../keys/key-router.ts';
import {showKey} from '../keys/keymap.ts';
import {useKeys} from '../keys/use-keys.ts';
import {type TypedText, useTypedText} from '../keys/use-typed-text.ts';
import {helpKeys, helpSearchKeys} from './help.keys.ts';

export interface HelpBoxProps {
  readonly groups: readonly KeyGroup[];
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
  /** Presses a key as if the box were not there. */
  readonly onPress: (key: string) => void;
}

/** Every key that is valid below the box, why the others are not, and Enter to press one. */
export function HelpBox({groups, width, height, onClose, onPress}: HelpBoxProps) {
  const [cursor, setCursor] = useState(0);
  const [searching, setSearching] = useState(false);
  const search = useTypedText('', () => setCursor(0));
  const shown = searchHelp(groups.map(toHelpGroup), search.text);
  const entries = shown.flatMap(group => group.entries);
  const last = Math.max(0, entries.length - 1);
  const move = (by: number) => setCursor(Math.max(0, Math.min(last, cursor + by)));
  const page = Math.max(1, height - 3);
  const run = () => {
    const entry = entries[cursor];
    if (!entry) return;
    onPress(entry.id);
    onClose();
  };
  useKeys(
    helpKeys,
    {
      run,
      search: () => setSearching(true),
      close: onClose,
      down: () => move(1),
      up: () => move(-1),
      'page-down': () => move(page),
      'page-up': () => move(-page),
      first: () => setCursor(0),
      last: () => setCursor(last),
    },
    {level: 'box'},
  );
  return (
    <>
      {searching && (
        <SearchKeys
          search={search}
          onRun={run}
          onMove={move}
          onCancel={() => {
            search.set('');
            setSearching(false);
          }}
        />
      )}
      <HelpOverlay
        groups={shown}
        width={width}
        height={height}
        cursor={cursor}
        query={searching ? search.text : null}
      />
    </>
  );
}

interface SearchKeysProps {
  readonly search: TypedText;
  readonly onRun: () => void;
  readonly onMove: (by: number) => void;
  readonly onCancel: () => void;
}

/** Takes the keys while a search is typed; draws nothing. */
function SearchKeys({search, onRun, onMove, onCancel}: SearchKeysProps) {
  useKeys(
    helpSearchKeys,
    {
      run: onRun,
      cancel: onCancel,
      down: () => onMove(1),
      up: () => onMove(-1),
      erase: search.erase,
      clear: () => search.set(''),
    },
    {level: 'box', onText: search.type, onPaste: pasted => search.set(search.latest() + joinLines(pasted))},
  );
  return null;
}

function toHelpGroup({title, hints}: KeyGroup): HelpGroup {
  return {
    title,
    entries: hints.map(({binding, disabled}) => ({
      id: binding.keys[0] ?? '',
      keys: binding.keys.map(showKey).join(' '),
      help: binding.help,
      ...(disabled === undefined ? {} : {disabledReason: disabled}),
    })),
  };
}
