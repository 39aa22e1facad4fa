import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Configuration, ConfigurationError } from '#libs/platform';
import { migrateDatabase } from '../../migrate/src/migrate.js';
import { createCoordinator } from '../../standalone/src/create-coordinator.js';
import { keptPassword } from '../../standalone/src/kept-password.js';
import { loadCatalogue } from '../../standalone/src/load-catalogue.js';

/**
 * Makes a real server ready: schema, programme, first coordinator. What is there already stays as it is. Returns the file
 * that keeps the coordinator's first password. Throws ConfigurationError without DATABASE_URL.
 */
export async function setUp(
  configuration: Configuration,
  logger: Logger,
  progress: (line: string) => void,
): Promise<string> {
  const { DATABASE_URL: url, REDIS_URL, DATA_DIR } = configuration;
  if (url === undefined) throw new ConfigurationError(['DATABASE_URL: name the server to set up']);
  const { ran } = await migrateDatabase(url, { queuesInRedis: REDIS_URL !== undefined });
  progress(ran.length === 0 ? 'The schema was up to date.' : `The schema is up to date: ${ran.length} migrations ran.`);
  mkdirSync(DATA_DIR, { recursive: true });
  const passwordFile = join(DATA_DIR, 'coordinator-password');
  const contents = { url, configuration, logger, password: keptPassword(passwordFile, undefined), progress };
  await loadCatalogue(contents);
  await createCoordinator(contents);
  return passwordFile;
}
