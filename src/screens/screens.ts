import type {ScreenDefinition} from '../app/screen.ts';
import {CronScreen} from './cron/cron.screen.tsx';

/** The screens in the order of their numbers. */
export const screens: readonly ScreenDefinition[] = [
  {id: 'cron', number: 2, title: 'Cron', component: CronScreen},
];
