import type {ComponentType} from 'react';

export type ScreenId = 'overview' | 'cron' | 'events' | 'views' | 'lanes' | 'agents' | 'explain' | 'doctor';

/** The room a screen has: what the header and the footer leave. */
export interface ScreenProps {
  readonly width: number;
  readonly height: number;
}

export interface ScreenDefinition {
  readonly id: ScreenId;
  /** The key that goes there. */
  readonly number: number;
  readonly title: string;
  readonly component: ComponentType<ScreenProps>;
}
