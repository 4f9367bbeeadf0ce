import type {ScreenDefinition} from '../app/screen.ts';
import {agentsCommands} from './agents/agents.commands.ts';
import {AgentsScreen} from './agents/agents.screen.tsx';
import {CronScreen} from './cron/cron.screen.tsx';
import {DoctorScreen} from './doctor/doctor.screen.tsx';
import {EventsScreen} from './events/events.screen.tsx';
import {ExplainScreen} from './explain/explain.screen.tsx';
import {lanesCommands} from './lanes/lanes.commands.ts';
import {LanesScreen} from './lanes/lanes.screen.tsx';
import {OverviewScreen} from './overview/overview.screen.tsx';
import {ViewsScreen} from './views/views.screen.tsx';

/** The screens in the order of their numbers. */
export const screens: readonly ScreenDefinition[] = [
  {id: 'overview', number: 1, title: 'Overview', component: OverviewScreen},
  {id: 'cron', number: 2, title: 'Cron', component: CronScreen},
  {id: 'events', number: 3, title: 'Events', component: EventsScreen},
  {id: 'views', number: 4, title: 'Views', component: ViewsScreen},
  {id: 'lanes', number: 5, title: 'Lanes', component: LanesScreen, commands: lanesCommands},
  {id: 'agents', number: 6, title: 'Agents', component: AgentsScreen, commands: agentsCommands},
  {id: 'explain', number: 7, title: 'Explain', component: ExplainScreen},
  {id: 'doctor', number: 8, title: 'Doctor', component: DoctorScreen},
];
