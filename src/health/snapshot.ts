import type {Handling} from './handling.ts';
import type {Known} from './known.ts';
import type {CronSnapshot} from './snapshot/cron.ts';
import type {ListenerSnapshot} from './snapshot/listener.ts';
import type {PipelineSnapshot} from './snapshot/pipeline.ts';
import type {StandbySnapshot} from './snapshot/standby.ts';
import type {ViewSnapshot} from './snapshot/views.ts';

export {type Known, known, unknown} from './known.ts';

/** What every rule may need to know of the server itself. */
export interface ServerFacts {
  readonly version: string;
  readonly versionNumber: number;
  readonly database: string;
  readonly username: string;
  readonly isStandby: boolean;
  /** Start of the server: what changes while this does not has not been restarted with it. */
  readonly startedAt: Date;
}

/** All that was seen at one moment. Pure data: recorded snapshots are as good as fresh ones. */
export interface Snapshot {
  /** By the server's clock; all other times in the snapshot are by it too. */
  readonly serverNow: Date;
  /** By ours, at the same moment. */
  readonly clientNow: Date;
  readonly server: ServerFacts;
  readonly cron: Known<CronSnapshot>;
  readonly views: Known<readonly ViewSnapshot[]>;
  readonly pipeline: Known<PipelineSnapshot>;
  readonly listener: Known<ListenerSnapshot>;
  /** The standby that metrics are to be read from; null or absent where none was named. */
  readonly standby?: StandbySnapshot | null;
  /** Since when the worker, who looks all the time, knows of what is wrong, by `findingKey`; absent where it does not tell. */
  readonly knownSince?: ReadonlyMap<string, Date>;
  /** What people said to findings, by `findingKey`; absent where nobody can. */
  readonly handling?: ReadonlyMap<string, Handling>;
}
