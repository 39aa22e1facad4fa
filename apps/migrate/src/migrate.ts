import { createDataSource, runMigrations } from '#libs/database';
import { seedCalendar } from '#libs/programme';
import { migrations } from './migrations.js';
import { migrateQueueSchema } from './queue-schema.js';

export interface Migrated {
  /** Names of the migrations that ran now, oldest first. */
  ran: string[];
  /** Version of BullMQ's own schema; undefined when the queues live in Redis. */
  queueSchema: number | undefined;
}

/** Brings the schema of the product and of its queues up to date. Processes that migrate together wait for each other. */
export async function migrateDatabase(url: string, { queuesInRedis = false } = {}): Promise<Migrated> {
  // One connection holds the lock, one migrates.
  const dataSource = await createDataSource({
    url,
    pool: 2,
    applicationName: 'measure-tracker-migrate',
    migrations,
  }).initialize();
  try {
    const ran = await runMigrations(dataSource);
    await seedCalendar((sql, parameters) => dataSource.query(sql, parameters));
    return { ran, queueSchema: queuesInRedis ? undefined : await migrateQueueSchema(url) };
  } finally {
    await dataSource.destroy();
  }
}
