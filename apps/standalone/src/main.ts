import { ConfigurationError, loadConfiguration } from '#libs/platform';
import { Interrupted, Shutdown } from './shutdown.js';
import { startStandalone } from './standalone.js';
import { StartFault } from './start-fault.js';

const shutdown = new Shutdown();
shutdown.listen();
try {
  await startStandalone(loadConfiguration(), shutdown);
} catch (error) {
  const isInterrupted = error instanceof Interrupted;
  const isExplained = error instanceof StartFault || error instanceof ConfigurationError;
  if (!isInterrupted) process.stderr.write(`${isExplained ? error.message : (error as Error).stack}\n`);
  await shutdown.run();
  process.exit(isInterrupted ? 0 : 1);
}
