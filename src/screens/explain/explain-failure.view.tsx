import {Box} from 'ink';
import type {ErrorPlace} from '../../db/explain/error-place.ts';
import type {Problem} from '../../db/problem.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {Failed} from '../../ui/states.tsx';
import {clean, widthOf} from '../../ui/text.ts';

export interface ExplainFailureProps {
  readonly problem: Problem;
  readonly place: ErrorPlace | null;
  readonly width: number;
}

/** What went wrong, and where the statement has it. */
export function ExplainFailure({problem, place, width}: ExplainFailureProps) {
  return (
    <Box flexDirection="column" width={width}>
      <Failed what={problem.what} why={problem.why} action={problem.remedy} width={width} />
      {place && <Place place={place} width={width} />}
    </Box>
  );
}

function Place({place, width}: {place: ErrorPlace; width: number}) {
  const before = clean([...place.line].slice(0, place.before).join(''));
  return (
    <Box flexDirection="column" width={width}>
      <Line segments={fitCell([{text: '  at   ', tone: 'muted'}, {text: place.line}], width)} />
      <Line
        segments={fitCell([{text: ' '.repeat(7 + widthOf(before))}, {text: '^', tone: 'critical'}], width)}
      />
    </Box>
  );
}
