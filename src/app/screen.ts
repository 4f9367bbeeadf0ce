import type {ComponentType} from 'react';
import type {LiveStore} from './live/live-store.ts';
import type {PaletteCommand} from './palette/palette-command.ts';

export type ScreenId = 'overview' | 'cron' | 'events' | 'views' | 'lanes' | 'agents' | 'explain' | 'doctor';

/** The room a screen has: what the header and the footer leave. */
export interface ScreenProps {
  readonly width: number;
  readonly height: number;
}

/** What the commands of a screen may reach; they also work while another screen is shown. */
export interface CommandContext {
  /** What screens remember: a command writes here what the screen shall begin with. */
  readonly memory: Map<string, unknown>;
  readonly live: LiveStore;
  /** Shows a screen anew, as its memory says. */
  open(screen: ScreenId): void;
}

export interface ScreenDefinition {
  readonly id: ScreenId;
  /** The key that goes there. */
  readonly number: number;
  readonly title: string;
  readonly component: ComponentType<ScreenProps>;
  /** What the palette offers beside the keys. */
  readonly commands?: (context: CommandContext) => readonly PaletteCommand[];
}
