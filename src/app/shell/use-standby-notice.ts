import {useEffect, useRef} from 'react';
import type {StandbySnapshot} from '../../health/snapshot/standby.ts';
import type {ShellActions} from './shell-actions.ts';

/** Says when metrics are read from another server than before: by itself nobody would look at the header for it. */
export function useStandbyNotice(standby: StandbySnapshot | null, toast: ShellActions['toast']): void {
  const before = useRef<string | null>(null);
  const now = standby === null || standby.seenAt === null ? null : (standby.fault?.kind ?? 'read');
  const place = standby?.place ?? '';
  useEffect(() => {
    if (now === null || now === before.current) return;
    const isFirst = before.current === null;
    before.current = now;
    if (now === 'read') {
      if (!isFirst) toast('ok', `Metrics are read from ${place} again.`);
      return;
    }
    toast('warning', `${whyNot(now, place)}: metrics are read from the primary.`);
  }, [now, place, toast]);
}

function whyNot(kind: string, place: string): string {
  if (kind === 'gone') return `The standby ${place} cannot be reached`;
  if (kind === 'stale') return `The standby ${place} is too far behind`;
  return `${place} is no standby of this server`;
}
