import {Box} from 'ink';
import {Details} from '../../ui/details.tsx';
import type {DoctorRow} from '../doctor/doctor.state.ts';
import {detailsOfRow, RowDetail} from '../doctor/row-detail.view.tsx';

export interface FindingDetailProps {
  readonly row: DoctorRow;
  /** Of the server's clock. */
  readonly now: Date;
  /** Where there is little room: no frame, and each answer on one line. */
  readonly isFramed: boolean;
  readonly width: number;
  readonly height: number;
}

/** What stands before a row of the list above. */
const indent = 3;
/** What helps first: without the room for both it is what the eye has not read yet. */
const shortLabels = ['try', 'what'];

/** The finding under the cursor, which its row may have cut off, and what helps. */
export function FindingDetail({row, now, isFramed, width, height}: FindingDetailProps) {
  if (isFramed) return <RowDetail row={row} now={now} width={width} height={height} />;
  const wanted = shortLabels.slice(0, height);
  const items = detailsOfRow(row, now)
    .filter(({label}) => wanted.includes(label))
    .map(item => ({...item, wrap: false}));
  return (
    <Box flexDirection="column" width={width} height={height} paddingLeft={indent}>
      <Details items={items} width={width - indent} height={height} />
    </Box>
  );
}
