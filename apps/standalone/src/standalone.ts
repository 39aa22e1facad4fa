import { join, resolve } from 'node:path';
import { type Configuration, createLogger } from '#libs/platform';
import { migrateDatabase } from '../../migrate/src/migrate.js';
import type { ContentsParts } from './contents.js';
import { contentsKind } from './contents-kind.js';
import { createCoordinator } from './create-coordinator.js';
import { holdDataFolder } from './data-folder.js';
import { keptPassword, knownPassword } from './kept-password.js';
import { loadCatalogue } from './load-catalogue.js';
import { loadDemonstration } from './load-demonstration.js';
import { openDatabase } from './open-database.js';
import { assertPortFree } from './port.js';
import { createProgress } from './progress.js';
import type { Shutdown } from './shutdown.js';
import { startProcesses } from './start-processes.js';
import { welcome } from './welcome.js';

/** The whole product in one process: database, schema, contents, jobs, HTTP door. */
export async function startStandalone(configuration: Configuration, shutdown: Shutdown): Promise<void> {
  const logger = createLogger(configuration.LOG_LEVEL);
  const dataDir = resolve(configuration.DATA_DIR);
  const letGo = holdDataFolder(dataDir);
  shutdown.add(async () => letGo());
  process.once('exit', letGo);
  await assertPortFree(configuration.HOST, configuration.PORT);
  const { url, embedded } = await openDatabase(configuration, dataDir, logger, shutdown);
  // The doors read the place of the database from here.
  configuration.DATABASE_URL = url;
  shutdown.checkpoint();
  await migrateDatabase(url, { queuesInRedis: configuration.REDIS_URL !== undefined });
  shutdown.checkpoint();

  // Once there are contents they decide, whatever the environment says later.
  const kind = await contentsKind(url);
  const wanted = embedded !== undefined && configuration.DEMO === 'on';
  const demonstration = kind === 'demonstration' || (kind === 'empty' && wanted);
  const passwordFile = join(dataDir, demonstration ? 'demo-password' : 'coordinator-password');
  const isFirst = kind === 'empty';
  const given = isFirst && demonstration ? configuration.DEMO_PASSWORD : undefined;
  const password = isFirst ? keptPassword(passwordFile, given) : knownPassword(passwordFile);
  const progress = createProgress(process.stdout);
  const contents: ContentsParts = { url, configuration, logger, password: password ?? '', progress: progress.show };
  await loadCatalogue(contents);
  shutdown.checkpoint();
  if (isFirst) await (demonstration ? loadDemonstration : createCoordinator)(contents);
  progress.done();
  shutdown.checkpoint();

  const address = await startProcesses(configuration, logger, shutdown);
  shutdown.started();
  process.stdout.write(welcome({ address, configuration, dataDir, embedded, demonstration, password, passwordFile }));
}
