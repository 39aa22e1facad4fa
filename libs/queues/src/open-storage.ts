import type { RepeatStrategy } from 'bullmq';
import type { Logger } from 'pino';
import type { Database } from '#libs/database';
import type { Configuration } from '#libs/platform';
import type { QueueStorage } from './lane.js';
import { openPostgresStorage } from './postgres-storage.js';
import { openRedisStorage } from './redis-storage.js';
import { repairStalls } from './stall-repair.js';
import { StartRefused } from './start-refused.js';

export interface OpenStorage {
  storage: QueueStorage;
  /** What the watchdog has to mend in this kind of storage. */
  repairs: (() => Promise<void>)[];
}

/** Redis when REDIS_URL is set, else the product's own PostgreSQL. */
export async function openStorage(
  configuration: Configuration,
  database: Database,
  repeatStrategy: RepeatStrategy,
  logger: Logger,
): Promise<OpenStorage> {
  if (configuration.REDIS_URL !== undefined) {
    const row = await database.row<{ name: string }>('select current_database() as name');
    // Braces keep all keys of a queue on one node of a cluster; the name keeps databases apart.
    const prefix = `{measures-${row?.name ?? ''}}`;
    return { storage: await openRedisStorage(configuration.REDIS_URL, prefix, repeatStrategy, logger), repairs: [] };
  }
  if (configuration.DATABASE_URL === undefined) throw new StartRefused(['DATABASE_URL is not set']);
  const { storage, pool } = await openPostgresStorage(configuration.DATABASE_URL, repeatStrategy, logger);
  return { storage, repairs: [() => repairStalls(pool, logger)] };
}
