import { ConfigurationError, loadConfiguration } from '#libs/platform';
import { migrateDatabase } from './migrate.js';

try {
  const { DATABASE_URL, REDIS_URL } = loadConfiguration();
  if (DATABASE_URL === undefined) {
    throw new ConfigurationError([
      'DATABASE_URL: name the server to migrate; the embedded database is migrated by npm start',
    ]);
  }
  const { ran, queueSchema } = await migrateDatabase(DATABASE_URL, { queuesInRedis: REDIS_URL !== undefined });
  for (const name of ran) process.stdout.write(`ran ${name}\n`);
  if (ran.length === 0) process.stdout.write('The schema was up to date.\n');
  if (queueSchema !== undefined) process.stdout.write(`The schema of the queues is at version ${queueSchema}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
