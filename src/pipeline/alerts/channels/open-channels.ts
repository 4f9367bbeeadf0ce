import type {AlertChannel, AlertSettings} from '../../../config/alert-settings.ts';
import type {Client} from '../../../db/client.ts';
import type {Channel} from './channel.ts';
import {createExecHook} from './exec-hook.ts';
import {createNotifyChannel} from './notify.ts';
import {createWebhook} from './webhook.ts';

export interface ChannelOptions {
  readonly client: Client;
  readonly version: string;
  readonly timeoutMs?: number | undefined;
}

/** The channels of the settings, in their order. Nothing is opened before the first message. */
export function openChannels(
  {channels}: Pick<AlertSettings, 'channels'>,
  {client, version, timeoutMs}: ChannelOptions,
): readonly Channel[] {
  const limit = timeoutMs === undefined ? {} : {timeoutMs};
  const open = (channel: AlertChannel): Channel => {
    switch (channel.kind) {
      case 'webhook':
        return createWebhook(channel, {version, ...limit});
      case 'exec':
        return createExecHook(channel, limit);
      case 'notify':
        return createNotifyChannel(channel, client);
    }
  };
  return channels.map(open);
}
