import type {ReactNode} from 'react';
import type {Live} from '../app/live/live-store.ts';
import type {Problem} from '../db/problem.ts';
import {Failed, Loading} from '../ui/states.tsx';

export interface AnsweredProps {
  readonly live: Live<unknown>;
  /** What is being read, as in `Cannot read the cron jobs`. */
  readonly what: string;
  readonly width: number;
  readonly children: ReactNode;
}

/** Shows its children once there are rows; before that, that they are loading or why they cannot be read. */
export function Answered({live, what, width, children}: AnsweredProps) {
  if (live.status === 'loading') return <Loading what={what} width={width} />;
  if (live.status === 'failed') return <CannotRead what={what} problem={live.problem} width={width} />;
  return children;
}

export function CannotRead({what, problem, width}: {what: string; problem: Problem; width: number}) {
  return (
    <Failed
      what={`Cannot read ${what}: ${problem.what}`}
      why={problem.why}
      action={problem.remedy}
      width={width}
    />
  );
}
