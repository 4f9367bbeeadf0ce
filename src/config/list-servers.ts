import type {Server} from './connection.ts';
import type {Setting, Settings} from './setting.ts';
import {UsageError} from './usage-error.ts';

const defaultPort = 5432;

/**
 * The servers that `host`, `hostaddr` and `port` name, in order. There may be one port for all of them. `findHost` gives
 * the host where none is named.
 */
export function listServers(settings: Settings, findHost: (port: number) => string): Server[] {
  const hosts = listOf(settings.get('host'));
  const addresses = listOf(settings.get('hostaddr'));
  const count = Math.max(1, hosts.length, addresses.length);
  if (hosts.length > 0 && addresses.length > 0 && hosts.length !== addresses.length)
    throw mismatch('hostaddr', addresses.length, hosts.length);
  const ports = listOf(settings.get('port')).map(text => readPort(text, settings.get('port')));
  if (ports.length > 1 && ports.length !== count) throw mismatch('port', ports.length, count);
  return Array.from({length: count}, (_, index) => {
    const port = (ports.length === 1 ? ports[0] : ports[index]) ?? defaultPort;
    const address = addresses[index];
    const host = hosts[index] || address || findHost(port);
    return {host, port, ...(address && address !== host ? {address} : {})};
  });
}

function listOf(setting: Setting | undefined): readonly string[] {
  return setting === undefined ? [] : setting.text.split(',').map(part => part.trim());
}

function readPort(text: string, setting: Setting | undefined): number {
  if (text === '') return defaultPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(
    `The port "${text}" is not a number from 1 to 65535${setting ? ` (${setting.source})` : ''}.`,
    'Postgres usually listens on 5432.',
  );
}

function mismatch(name: string, count: number, hosts: number): UsageError {
  return new UsageError(
    `${name} has ${count} values for ${hosts} ${hosts === 1 ? 'host' : 'hosts'}.`,
    'Give one for each host, in the same order; a single port is for all.',
  );
}
