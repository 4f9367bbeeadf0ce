import process from 'node:process';
import type {Command} from '../config/command.ts';
import {globalFlags} from '../config/flags.ts';
import {monitorFlags, readMonitorOptions} from '../config/monitor-options.ts';
import {readFlags, resolveReadConnection} from '../config/read-connection.ts';
import {resolveConnection} from '../config/resolve-connection.ts';

export const monitorCommand: Command = {
  name: 'monitor',
  summary: 'Open the monitor (what `lanewatch` alone does).',
  usage: '',
  inputs: {min: 0, max: 0},
  flags: {...globalFlags, ...readFlags, ...monitorFlags},
  examples: [
    'lanewatch -d postgres://monitor@db1/lanes',
    'lanewatch --screen agents --agent vega',
    'lanewatch --once --screen cron',
  ],
  async run({flags, profile}) {
    const connection = resolveConnection(stringOf(flags.databaseUrl), process.env);
    const standby = resolveReadConnection(flags.readUrl, process.env, connection);
    const options = {...readMonitorOptions(flags, process.env), standby};
    const {openMonitor} = await import('./open-monitor.ts');
    if (!profile) return openMonitor(connection, options);
    const {settingsOfProfile} = await import('./monitor-settings.ts');
    return openMonitor(connection, options, settingsOfProfile(profile));
  },
};

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
