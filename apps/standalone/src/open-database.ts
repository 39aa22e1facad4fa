import type { Logger } from 'pino';
import { type EmbeddedServer, startEmbeddedServer } from '#libs/database';
import type { Configuration } from '#libs/platform';
import type { Shutdown } from './shutdown.js';
import { StartFault } from './start-fault.js';

export interface OpenDatabase {
  url: string;
  /** Undefined when DATABASE_URL names a server. */
  embedded: EmbeddedServer | undefined;
}

/** The server of DATABASE_URL, else the embedded one, which ends with this process. */
export async function openDatabase(
  configuration: Configuration,
  dataDir: string,
  logger: Logger,
  shutdown: Shutdown,
): Promise<OpenDatabase> {
  if (configuration.DATABASE_URL !== undefined) return { url: configuration.DATABASE_URL, embedded: undefined };
  const embedded = await start(dataDir, logger, shutdown);
  shutdown.add(() => embedded.stop());
  // However this process ends, short of kill -9, the server is told to end too.
  process.once('exit', () => embedded.stopNow());
  for (const notice of embedded.notices) process.stdout.write(`${notice}\n`);
  return { url: embedded.url(), embedded };
}

async function start(dataDir: string, logger: Logger, shutdown: Shutdown): Promise<EmbeddedServer> {
  try {
    return await startEmbeddedServer({
      dataDir,
      logger: { info: (message) => logger.info(message) },
      durable: true,
      onLost: (reason) => {
        process.stderr.write(
          `The embedded database has ended (${reason}). Start again: it recovers what was committed.\n`,
        );
        void shutdown.run().then(() => process.exit(1));
      },
    });
  } catch (error) {
    throw new StartFault((error as Error).message);
  }
}
