import {useMemo} from 'react';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import type {Live} from '../../app/live/live-store.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import type {ViewDefinitionRow} from '../../queries/view-definition.ts';
import {PANEL_FRAME_HEIGHT, PANEL_FRAME_WIDTH, Panel} from '../../ui/panel.tsx';
import {Empty} from '../../ui/states.tsx';
import {type Column, TABLE_GUTTER, Table} from '../../ui/table.tsx';
import {cleanBlock, wrapText} from '../../ui/text.ts';
import {Answered} from '../answered.tsx';
import {definitionKeys} from './views.keys.ts';

export interface DefinitionProps {
  readonly title: string;
  readonly live: Live<ViewDefinitionRow>;
  readonly onBack: () => void;
  readonly width: number;
  readonly height: number;
}

interface TextLine {
  readonly nth: number;
  readonly text: string;
}

const columns: readonly Column<TextLine>[] = [
  {id: 'line', title: 'LINE', align: 'right', priority: 1, min: 4, cell: ({nth}) => String(nth)},
  {id: 'text', title: 'SELECT', priority: 0, min: 20, grow: true, cell: ({text}) => text},
];
/** The number of a line and the blanks behind it. */
const numberWidth = 6;
const lineKey = ({nth}: TextLine) => String(nth);
const textOfLine = ({text}: TextLine) => text;

/** The definition of a view, to be read, scrolled and searched as a list of lines. */
export function Definition({title, live, onBack, width, height}: DefinitionProps) {
  const shell = useShell();
  const innerWidth = width - PANEL_FRAME_WIDTH;
  const room = height - PANEL_FRAME_HEIGHT;
  const text = live.status === 'ready' ? (live.rows[0]?.definition ?? null) : null;
  const lines = useMemo(() => splitLines(text, innerWidth - TABLE_GUTTER - numberWidth), [text, innerWidth]);
  const list = useList({
    name: `definition of ${title}`,
    rows: lines,
    columns,
    rowKey: lineKey,
    height: room,
    textOf: textOfLine,
  });

  useKeys(definitionKeys, {
    copy: {
      run: () => {
        if (text === null) return;
        const copied = copyToClipboard(text);
        shell.toast(copied.tone, copied.text);
      },
      disabled: text === null ? 'there is nothing to copy' : undefined,
    },
    back: onBack,
  });

  const {filter} = list.state;
  return (
    <Panel
      title={`${title} · definition${filter === '' ? '' : ` · filter ${filter}`}`}
      width={width}
      height={height}
      tone="accent"
    >
      <Answered live={live} what="the definition" width={innerWidth}>
        {text === null ? (
          <NoDefinition isGone={live.status === 'ready' && live.rows.length === 0} width={innerWidth} />
        ) : (
          <Table
            columns={columns}
            rows={list.rows}
            rowKey={lineKey}
            width={innerWidth}
            height={room}
            {...list.table}
            empty={<Empty what="   No line matches the filter." hint="/ changes it." width={innerWidth} />}
          />
        )}
      </Answered>
    </Panel>
  );
}

function splitLines(text: string | null, width: number): readonly TextLine[] {
  if (text === null) return [];
  return wrapText(cleanBlock(text), width).map((line, index) => ({nth: index + 1, text: line}));
}

function NoDefinition({isGone, width}: {isGone: boolean; width: number}) {
  return isGone ? (
    <Empty what="There is no such view any more." width={width} />
  ) : (
    <Empty
      what="Somebody blocks readers of what the view reads."
      hint="Its definition is shown when they are done; R asks again."
      width={width}
    />
  );
}
