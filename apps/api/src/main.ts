import { ConfigurationError, createLogger, loadConfiguration } from '#libs/platform';
import { createApi } from './api.js';

/** Milliseconds that requests under way get after a signal. */
const drainTime = 25_000;

try {
  const configuration = loadConfiguration();
  const logger = createLogger(configuration.LOG_LEVEL);
  const app = await createApi({ configuration, logger });
  // Stops accepting, lets requests finish, then closes the database.
  app.enableShutdownHooks();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(1), drainTime).unref());
  }
  await app.listen({ port: configuration.PORT, host: configuration.HOST });
  process.stdout.write(`The API listens on ${await app.getUrl()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
