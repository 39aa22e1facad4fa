import { ConfigurationError, createLogger, loadConfiguration } from '#libs/platform';
import { StartRefused } from '#libs/queues';
import { createWorker } from './worker.js';

/** Milliseconds after a signal by which the process ends; its jobs get 20 seconds of them. */
const drainTime = 25_000;

try {
  const configuration = loadConfiguration();
  const app = await createWorker({ configuration, logger: createLogger(configuration.LOG_LEVEL) });
  app.enableShutdownHooks();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(1), drainTime).unref());
  }
  process.stdout.write(
    `The worker runs its jobs with queues in ${configuration.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis'}\n`,
  );
} catch (error) {
  const expected = error instanceof ConfigurationError || error instanceof StartRefused;
  process.stderr.write(`${expected ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
