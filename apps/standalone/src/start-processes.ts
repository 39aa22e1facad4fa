import type { Logger } from 'pino';
import type { Configuration } from '#libs/platform';
import { createApi } from '../../api/src/api.js';
import { createWorker } from '../../worker/src/worker.js';
import { listenFault } from './port.js';
import type { Shutdown } from './shutdown.js';

/**
 * Starts the jobs and the HTTP door in this process and returns the door's address. The door comes last and so is
 * closed first: requests end, then the jobs in hand, then the database.
 */
export async function startProcesses(
  configuration: Configuration,
  logger: Logger,
  shutdown: Shutdown,
): Promise<string> {
  const worker = await createWorker({ configuration, logger });
  shutdown.add(() => worker.close());
  shutdown.checkpoint();
  const api = await createApi({ configuration, logger });
  shutdown.add(() => api.close());
  shutdown.checkpoint();
  const { HOST: host, PORT: port } = configuration;
  try {
    await api.listen({ host, port });
  } catch (error) {
    throw listenFault(error, host, port);
  }
  return api.getUrl();
}
