import {useMemo} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Empty} from '../../ui/states.tsx';
import {type Column, TABLE_GUTTER, Table} from '../../ui/table.tsx';
import {wrapText} from '../../ui/text.ts';
import {payloadKeys} from './events.keys.ts';

export interface PayloadProps {
  readonly title: string;
  readonly text: string;
  readonly onCopy: () => void;
  readonly onBack: () => void;
  readonly width: number;
  readonly height: number;
}

interface TextLine {
  readonly nth: number;
  readonly text: string;
}

const columns: readonly Column<TextLine>[] = [
  {id: 'text', title: 'PAYLOAD', priority: 0, min: 20, grow: true, cell: ({text}) => text},
];
const lineKey = ({nth}: TextLine) => String(nth);
const textOfLine = ({text}: TextLine) => text;

/** A payload with the whole screen, to be read, scrolled and searched as a list of lines. */
export function Payload({title, text, onCopy, onBack, width, height}: PayloadProps) {
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const room = height - PANEL_FRAME_HEIGHT;
  const lines = useMemo(
    () => wrapText(text, innerWidth - TABLE_GUTTER).map((line, index) => ({nth: index + 1, text: line})),
    [text, innerWidth],
  );
  const list = useList({
    name: 'payload',
    rows: lines,
    columns,
    rowKey: lineKey,
    height: room,
    textOf: textOfLine,
  });
  useKeys(payloadKeys, {copy: onCopy, back: onBack});
  const {filter} = list.state;
  return (
    <Panel
      title={filter === '' ? title : `${title} · filter ${filter}`}
      width={width}
      height={height}
      tone="accent"
    >
      <Table
        columns={columns}
        rows={list.rows}
        rowKey={lineKey}
        width={innerWidth}
        height={room}
        {...list.table}
        empty={<Empty what="   No line matches the filter." hint="/ changes it." width={innerWidth} />}
      />
    </Panel>
  );
}
