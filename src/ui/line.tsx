import {Text} from 'ink';
import {memo, type ReactNode} from 'react';
import {toAscii} from './ascii.ts';
import {toLinear} from './linear.ts';
import {useReadAloud} from './read-aloud.ts';
import {mergeSegments, type Segment} from './segment.ts';
import {useTheme} from './theme.ts';

export interface LineProps {
  /** Cleaned and fitted already. */
  segments: readonly Segment[];
  /** Drawn bold, as the row under the cursor is. */
  strong?: boolean;
}

/** One line of the terminal as one text node. Drawn again only when a character or a tone of it changed. */
export const Line = memo(function Line({segments, strong = false}: LineProps) {
  const theme = useTheme();
  const isReadAloud = useReadAloud();
  if (isReadAloud) {
    const words = toLinear(segments);
    return words === '' ? null : <Text>{theme.ascii ? toAscii(words) : words}</Text>;
  }
  const parts: ReactNode[] = [];
  let offset = 0;
  for (const {text, tone = 'plain', inverse = false} of mergeSegments(segments)) {
    const drawn = theme.ascii ? toAscii(text) : text;
    if (tone === 'plain' && !inverse) parts.push(drawn);
    else {
      parts.push(
        <Text key={offset} {...theme.style(tone)} {...(inverse ? {inverse} : {})}>
          {drawn}
        </Text>,
      );
    }
    offset += text.length;
  }
  return (
    <Text wrap="truncate" bold={strong}>
      {parts}
    </Text>
  );
}, isSameLine);

function isSameLine(before: LineProps, after: LineProps): boolean {
  return (
    before.strong === after.strong &&
    before.segments.length === after.segments.length &&
    before.segments.every((segment, index) => {
      const other = after.segments[index];
      return segment.text === other?.text && segment.tone === other.tone && segment.inverse === other.inverse;
    })
  );
}
