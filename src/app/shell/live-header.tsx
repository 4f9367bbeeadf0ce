import {useContext} from 'react';
import {textOf} from '../../ui/segment.ts';
import {useTheme} from '../../ui/theme.ts';
import {readWorst} from '../health/worst-known.ts';
import {useNow} from '../live/clock.ts';
import {MemoryContext} from '../memory.ts';
import {useServices} from '../services.ts';
import {Header, type HeaderProps, rightSegments} from './header.tsx';
import {useShell} from './shell-actions.ts';
import {standbyState} from './standby-words.ts';
import {useStandbyNotice} from './use-standby-notice.ts';

/** The header of the moment. It is drawn by itself, so that the time draws one line and not a screen. */
export function LiveHeader(props: Omit<HeaderProps, 'now' | 'worst' | 'standby'>) {
  const theme = useTheme();
  const memory = useContext(MemoryContext);
  const {database} = useServices();
  const standby = database.standby();
  const at = (now: Date): HeaderProps => ({...props, now, worst: readWorst(memory), standby});
  // Since when the link is lost, and when it is tried again, is told by the second, and how a standby does.
  const now = useNow(
    moment => JSON.stringify([textOf(rightSegments(at(moment), theme)), standbyState(database.standby())]),
    {bySecond: props.link.state === 'offline' || standby !== null},
  );
  useStandbyNotice(standby, useShell().toast);
  return <Header {...at(now)} />;
}
