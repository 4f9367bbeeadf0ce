import {Text} from 'ink';
import {type KeyHint, KeyHints} from './key-hints.tsx';
import {Line} from './line.tsx';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from './panel.tsx';
import {fitCell} from './segment.ts';
import {cleanBlock, fit, wrapText} from './text.ts';

export interface ConfirmBoxProps {
  /** What will be done, as a question: `Refresh this view?` */
  title: string;
  /** What it is done to. */
  object: string;
  /** Exactly what will be sent. */
  sql: string;
  /** What it will mean for others. */
  effect?: string;
  /** The key that confirms, which differs from the one that asked, and the ones that do not. */
  hints: readonly KeyHint[];
  width: number;
  /** Lines at most. */
  height: number;
}

/** The question before anything is changed. It shows all of the SQL, or says how much of it there was no room for. */
export function ConfirmBox({title, object, sql, effect, hints, width, height}: ConfirmBoxProps) {
  const inner = width - PANEL_FRAME_WIDTH;
  const wholeSql = wrapText(cleanBlock(sql), inner);
  const wholeEffect = effect === undefined ? [] : wrapText(cleanBlock(effect), inner);
  // Beside the object and the keys. In little room blank lines leave first, then words: the SQL stays.
  const room = height - PANEL_FRAME_HEIGHT - 2;
  const isSpaced = wholeEffect.length + wholeSql.length + 2 <= room;
  const effectLines = isSpaced ? wholeEffect : limitLines(wholeEffect, Math.max(0, room - wholeSql.length));
  const sqlLines = limitLines(wholeSql, Math.max(1, room - effectLines.length));
  const lineCount = effectLines.length + sqlLines.length + (isSpaced ? 2 : 0);
  return (
    <Panel
      title={title}
      width={width}
      height={Math.min(height, PANEL_FRAME_HEIGHT + 2 + lineCount)}
      tone="warning"
    >
      <Line segments={fitCell([{text: object, tone: 'title'}], inner)} />
      {effectLines.length > 0 && <Block lines={effectLines} width={inner} />}
      {isSpaced && <Text> </Text>}
      <Block lines={sqlLines} width={inner} tone="accent" />
      {isSpaced && <Text> </Text>}
      <KeyHints hints={hints} width={inner} />
    </Panel>
  );
}

function Block({
  lines,
  width,
  tone = 'plain',
}: {
  lines: readonly string[];
  width: number;
  tone?: 'plain' | 'accent';
}) {
  return lines.map((line, index) => {
    const place = `${index}`;
    return <Line key={place} segments={[{text: fit(line, width), tone}]} />;
  });
}

function limitLines(lines: readonly string[], height: number): readonly string[] {
  if (lines.length <= height) return lines;
  if (height <= 0) return [];
  const shown = lines.slice(0, height - 1);
  return [...shown, `… ${lines.length - shown.length} more lines`];
}
