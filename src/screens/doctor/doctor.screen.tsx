import {useMemo, useState} from 'react';
import {pictureOfReport} from '../../app/health/picture.ts';
import {useFindingActions} from '../../app/health/use-finding-actions.ts';
import {useHealth} from '../../app/health/use-health.ts';
import {useKeys} from '../../app/keys/use-keys.ts';
import {useList} from '../../app/lists/use-list.ts';
import {useNow} from '../../app/live/clock.ts';
import {staleLook} from '../../app/live/stale.ts';
import {copyToClipboard} from '../../app/output/clipboard.ts';
import type {ScreenProps} from '../../app/screen.ts';
import {useShell} from '../../app/shell/shell-actions.ts';
import {allRules} from '../../health/rules/index.ts';
import type {Snapshot} from '../../health/snapshot.ts';
import {Loading} from '../../ui/states.tsx';
import {useTheme} from '../../ui/theme.ts';
import {CannotRead} from '../answered.tsx';
import {doctorColumns} from './doctor.columns.ts';
import {doctorKeys} from './doctor.keys.ts';
import {type DoctorRow, doctorRows, isKnownFault, remedyOf, textOfRow} from './doctor.state.ts';
import {DoctorView, rowKey, tableHeight} from './doctor.view.tsx';

const noRows: readonly DoctorRow[] = [];

/** Known to have none; without a sight of it the server is to say so itself. */
function hasNoPipeline({pipeline}: Snapshot): boolean {
  return pipeline.known && pipeline.value.installation.known && pipeline.value.installation.value === null;
}

/** Doctor: everything wrong, with the remedy. */
export function DoctorScreen({width, height}: ScreenProps) {
  const theme = useTheme();
  const shell = useShell();
  const {health, problem} = useHealth(({snapshot, report}) => pictureOfReport(report, snapshot));
  const stale = (now: Date) => (problem && health ? staleLook(problem, health.at, now) : null);
  const now = useNow(moment => stale(moment) ?? '');
  const [zoomed, setZoomed] = useState(false);
  const serverNow = health?.snapshot.serverNow ?? now;
  const rows = useMemo(
    () => (health ? doctorRows(health.report, allRules, health.snapshot.handling) : noRows),
    [health],
  );
  const columns = useMemo(() => doctorColumns(theme, serverNow), [theme, serverNow]);
  const list = useList({
    name: 'doctor',
    rows,
    columns,
    rowKey,
    height: tableHeight(rows.length, height),
    textOf: textOfRow,
    isFault: isKnownFault,
  });
  const remedy = list.selected ? remedyOf(list.selected) : null;

  const finding = list.selected?.kind === 'finding' ? list.selected : undefined;
  const actions = useFindingActions(finding?.finding, finding?.handling, {
    isMissing: health !== null && hasNoPipeline(health.snapshot),
  });

  useKeys(doctorKeys, {
    detail: {run: () => setZoomed(true), disabled: list.selected ? undefined : 'nothing is selected'},
    zoom: {run: () => setZoomed(!zoomed), disabled: list.selected ? undefined : 'nothing is selected'},
    back: () => setZoomed(false),
    copy: {
      run: () => {
        if (remedy === null) return;
        const {tone, text} = copyToClipboard(remedy);
        shell.toast(tone, text);
      },
      disabled: remedy === null ? 'there is nothing to be done about it' : undefined,
    },
    faults: list.toggleFaults,
    ...actions,
  });

  if (!health)
    return problem ? (
      <CannotRead what="the state of the server" problem={problem} width={width} />
    ) : (
      <Loading what="what is wrong" width={width} />
    );
  return (
    <DoctorView
      list={list}
      columns={columns}
      rows={rows}
      now={serverNow}
      zoomed={zoomed}
      stale={stale(now)}
      width={width}
      height={height}
    />
  );
}
