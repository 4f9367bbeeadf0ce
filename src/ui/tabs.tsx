import {Line} from './line.tsx';
import {fitCell, type Segment, textOf} from './segment.ts';
import {clean, widthOf} from './text.ts';
import type {Tone} from './theme.ts';

export interface Tab {
  id: string;
  /** The key that goes there. */
  key: string;
  title: string;
  /** What is wrong there, such as `✗ 2`. */
  badge?: {text: string; tone: Tone};
}

export interface TabsProps {
  tabs: readonly Tab[];
  activeId: string;
  width: number;
}

/** All screens in one line, the open one inverted. In little room the others keep only their key and badge. */
export function Tabs({tabs, activeId, width}: TabsProps) {
  const forms = [
    tabs.map(tab => tabSegments(tab, tab.id === activeId, true)),
    tabs.map(tab => tabSegments(tab, tab.id === activeId, tab.id === activeId)),
  ];
  const lines = forms.map(form => form.flat());
  const line = lines.find(segments => widthOf(textOf(segments)) <= width) ?? lines.at(-1) ?? [];
  return <Line segments={fitCell(line, width)} />;
}

function tabSegments({key, title, badge}: Tab, active: boolean, titled: boolean): Segment[] {
  const label = titled ? `${clean(key)} ${clean(title)}` : clean(key);
  const segments: Segment[] = active
    ? [{text: ` ${label} `, tone: 'title', inverse: true}]
    : [{text: ` ${label} `, tone: titled ? 'plain' : 'muted'}];
  if (badge) segments.push({text: `${clean(badge.text)} `, tone: badge.tone});
  return segments;
}
