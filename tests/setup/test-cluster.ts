import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '../../libs/database/src/embedded/index.js';
import type { TestCluster } from '../../libs/testing/src/test-cluster.js';
import { removeAbandoned, testFolderPrefix } from './abandoned.js';

/**
 * Runs beside a test run: one cluster with a migrated template database. Tells the run where it is and lives until
 * the channel to it closes, which happens with any end of the run, kill -9 included.
 */
const template = 'template_tracker';

const end = new Promise<void>((resolve) => {
  process.once('disconnect', resolve);
  // While the modules were loading, the run may have ended.
  if (!process.connected) resolve();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});

await removeAbandoned();
const folder = await mkdtemp(join(tmpdir(), `${testFolderPrefix}${process.pid}-`));
// Root's server runs as another user, who has to get in.
await chmod(folder, 0o755);
// Loading all libs takes as long as making the cluster: both at once.
const [server, { migrateDatabase }] = await Promise.all([
  startEmbeddedServer({ dataDir: folder, durable: false }),
  import('../../apps/migrate/src/migrate.js'),
]);
let exitCode = 0;
try {
  await createTemplate();
  const cluster: TestCluster = { adminUrl: server.adminUrl, templateUrl: server.url(template) };
  // The run may be gone by now.
  if (process.connected) process.send?.(cluster, () => undefined);
  await end;
} catch (error) {
  exitCode = 1;
  process.stderr.write(`The test database cannot be made: ${(error as Error).stack}\n`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(exitCode);

async function createTemplate(): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${template} owner tracker`);
  } finally {
    await admin.end();
  }
  await migrateDatabase(server.url(template));
}
