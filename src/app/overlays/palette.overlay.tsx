import {Box} from 'ink';
import {useState} from 'react';
import {Line} from '../../ui/line.tsx';
import {followIndex} from '../../ui/list-window.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {fitCell} from '../../ui/segment.ts';
import {useTheme} from '../../ui/theme.ts';
import {joinLines} from '../keys/key-event.ts';
import {shownKey} from '../keys/keymap.ts';
import {useKeys} from '../keys/use-keys.ts';
import {useTypedText} from '../keys/use-typed-text.ts';
import {type Completion, completeCommand} from '../palette/complete-command.ts';
import type {PaletteCommand} from '../palette/palette-command.ts';
import {readCommand} from '../palette/read-command.ts';
import {paletteKeys} from './palette.keys.ts';

export interface PaletteProps {
  readonly commands: readonly PaletteCommand[];
  readonly width: number;
  /** Lines above the line that is typed. */
  readonly height: number;
  readonly onClose: () => void;
}

const shownCompletions = 8;

/** A line for commands in the place of the footer, and above it the ways to go on. */
export function Palette({commands, width, height, onClose}: PaletteProps) {
  const [marked, setMarked] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const typed = useTypedText('', () => {
    setMarked(null);
    setProblem(null);
  });
  const completions = completeCommand(commands, typed.text);
  const count = completions.length;
  const step = (by: number) => {
    if (count > 0) setMarked(((marked ?? (by > 0 ? -1 : 0)) + by + count) % count);
  };
  const take = (completion: Completion | undefined) => {
    if (completion) typed.set(completion.text);
  };
  const run = (text: string) => {
    const read = readCommand(commands, text);
    const refusal = 'problem' in read ? read.problem : read.command.run(read.argument);
    if (refusal === undefined) onClose();
    else setProblem(refusal);
  };
  const keymap = useKeys(
    paletteKeys,
    {
      run: () => {
        const chosen = marked === null ? undefined : completeCommand(commands, typed.latest())[marked];
        if (chosen?.open) take(chosen);
        else run(chosen?.text ?? typed.latest());
      },
      complete: () => take(completeCommand(commands, typed.latest())[marked ?? 0]),
      next: () => step(1),
      previous: () => step(-1),
      cancel: onClose,
      erase: typed.erase,
      clear: () => typed.set(''),
    },
    {level: 'box', onText: typed.type, onPaste: pasted => typed.set(typed.latest() + joinLines(pasted))},
  );
  const hint = `   ${shownKey(keymap, 'complete')} completes, ${shownKey(keymap, 'run')} runs, ${shownKey(keymap, 'cancel')} leaves`;
  return (
    <>
      {count > 0 && (
        <Completions
          completions={completions}
          marked={marked}
          width={width}
          height={Math.min(height, shownCompletions + PANEL_FRAME_HEIGHT)}
        />
      )}
      <Line
        segments={fitCell(
          [
            {text: ' : ', tone: 'accent'},
            {text: typed.text},
            {text: ' ', inverse: true},
            problem === null ? {text: hint, tone: 'muted'} : {text: `   ${problem}`, tone: 'warning'},
          ],
          width,
        )}
      />
    </>
  );
}

interface CompletionsProps {
  readonly completions: readonly Completion[];
  readonly marked: number | null;
  readonly width: number;
  readonly height: number;
}

function Completions({completions, marked, width, height}: CompletionsProps) {
  const {glyphs} = useTheme();
  const inner = width - PANEL_FRAME_WIDTH;
  const room = Math.min(completions.length, height - PANEL_FRAME_HEIGHT);
  const from = followIndex(0, marked ?? -1, completions.length, room);
  const nameWidth = Math.min(32, Math.max(...completions.map(({text}) => text.length)) + 1);
  const position = completions.length > room ? ` · ${from + 1}–${from + room} of ${completions.length}` : '';
  return (
    <Box position="absolute" bottom={1}>
      <Panel
        title={`Commands${position}`}
        width={width}
        height={room + PANEL_FRAME_HEIGHT}
        tone="accent"
        isFlush
      >
        {completions.slice(from, from + room).map(({text, help}, index) => {
          const isMarked = from + index === marked;
          return (
            <Line
              key={text}
              strong={isMarked}
              segments={[
                {text: isMarked ? ` ${glyphs.cursor} ` : '   ', tone: 'accent'},
                ...fitCell([{text, tone: 'accent'}], nameWidth),
                ...fitCell([{text: `  ${help}`, tone: 'muted'}], inner - nameWidth - 2),
                {text: ' '},
              ]}
            />
          );
        })}
      </Panel>
    </Box>
  );
}
