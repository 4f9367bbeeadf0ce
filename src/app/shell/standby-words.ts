import type {StandbySnapshot} from '../../health/snapshot/standby.ts';
import {formatAge, formatBytes} from '../../ui/format.ts';

/** Nearer than this a standby is as good as its primary. */
const closeMs = 1000;

/** Where metrics come from, for the header, the longest form first; one empty form where no standby was named. */
export function standbyForms(standby: StandbySnapshot | null): readonly (string | null)[] {
  if (standby === null) return [null];
  const {place, seenAt, fault, lag} = standby;
  if (seenAt === null) return [`metrics from here until ${place} answers`, 'standby not seen yet'];
  const behind = lag === null || lag.ms < closeMs ? '' : `${formatAge(lag.ms)} behind`;
  switch (fault?.kind) {
    case 'gone':
      return [`metrics from here, ${place} is gone`, 'standby gone'];
    case 'stale':
      return [`metrics from here, ${place} is ${behind}`, `standby ${behind}`];
    case 'no-standby':
    case 'other-cluster':
      return [`metrics from here, ${place} is no standby`, 'no standby'];
    case undefined:
      return behind === '' || lag === null
        ? [`metrics from ${place}`, 'standby']
        : [`metrics from ${place}, ${behind} (${formatBytes(lag.bytes)})`, `standby ${behind}`];
  }
}

/** All of a standby that the header and its messages tell. */
export function standbyState(standby: StandbySnapshot | null): unknown {
  if (standby === null) return null;
  return [standbyForms(standby), standby.fault?.kind, standby.seenAt === null];
}
