import {
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  assertSchemaCompatibility,
  runMigrations,
  SchemaMigrationRequiredError,
  type RepeatStrategy,
} from 'bullmq';
import pg from 'pg';
import type { Logger } from 'pino';
import { lanes, type QueueStorage } from './lane.js';
import { createStorage } from './queue-storage.js';
import { errorText } from './error-text.js';

/** Connections for short statements of all queues and workers together. */
const forStatements = 5;

/** One LISTEN connection per lane, held for life, and some for statements. A smaller pool would hang in silence. */
export const queuePoolSize = lanes.length + forStatements;

const schema = 'bullmq';

export interface PostgresStorage {
  storage: QueueStorage;
  pool: pg.Pool;
}

/** BullMQ in the schema `bullmq` of the product's own database, over one pool. Brings that schema up to date. */
export async function openPostgresStorage(
  databaseUrl: string,
  repeatStrategy: RepeatStrategy,
  logger: Logger,
): Promise<PostgresStorage> {
  const pool = createPool(databaseUrl, logger);
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const storage = createStorage({
    name: 'postgres',
    factory: createPostgresBackend,
    producing: pool,
    consuming: pool,
    repeatStrategy,
    logger,
    disconnect: () => pool.end(),
  });
  return { storage, pool };
}

function createPool(databaseUrl: string, logger: Logger): pg.Pool {
  const { url, options } = withSearchPath(databaseUrl);
  const pool = new pg.Pool({
    connectionString: url,
    options,
    max: queuePoolSize,
    application_name: 'measure-tracker-queues',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // Each queue and worker listens for errors of the shared pool.
  pool.setMaxListeners(2 * lanes.length + 10);
  pool.on('error', (error) => logger.debug({ error: errorText(error) }, 'a connection of the queues broke'));
  return pool;
}

/** Options within the URL would silently win over those of the pool, so both are joined. */
function withSearchPath(databaseUrl: string): { url: string; options: string } {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  return { url: url.toString(), options: `${given} -c search_path=${schema}`.trim() };
}

/** Leaves a current schema alone, since creating it needs rights that a running product should not have. */
async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    if ((await presentVersion(client)) < LATEST_SCHEMA_VERSION) await runMigrations(client, schema);
  } finally {
    client.release();
  }
}

async function presentVersion(client: pg.PoolClient): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, schema);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}
