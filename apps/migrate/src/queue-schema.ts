import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Brings BullMQ's schema `bullmq` up to date in one transaction under its own lock; returns its version. */
export async function migrateQueueSchema(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'measure-tracker-migrate' });
  await client.connect();
  try {
    return await runMigrations(client);
  } finally {
    await client.end();
  }
}
