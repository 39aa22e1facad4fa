import { ConfigurationError, createLogger, loadConfiguration } from '#libs/platform';
import { StartFault } from '../../standalone/src/start-fault.js';
import { setUp } from './set-up.js';

try {
  const configuration = loadConfiguration();
  const show = (line: string) => void process.stdout.write(`${line}\n`);
  const passwordFile = await setUp(configuration, createLogger(configuration.LOG_LEVEL), show);
  // Not the password itself: this output ends up in logs.
  show(`Ready. First coordinator: ${configuration.COORDINATOR_EMAIL}, first password in ${passwordFile}`);
} catch (error) {
  const isExplained = error instanceof ConfigurationError || error instanceof StartFault;
  process.stderr.write(`${isExplained ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
