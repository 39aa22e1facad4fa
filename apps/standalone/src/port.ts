import { createServer } from 'node:net';
import { StartFault } from './start-fault.js';

const reasons: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) => `Port ${port} on ${host} is in use: stop the other program, or set PORT.`,
  EACCES: (host, port) => `Port ${port} on ${host} may not be opened by this user: set PORT to 1024 or above.`,
  EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine.`,
  ENOTFOUND: (host) => `HOST ${host} is no known address.`,
};

/** Tries the door before the long work of a first start. Throws StartFault with the reason why it cannot open. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port }, resolve));
    await new Promise((resolve) => server.close(resolve));
  } catch (error) {
    throw listenFault(error, host, port);
  }
}

/** The one-line fault for an error of `listen`, or the error itself. */
export function listenFault(error: unknown, host: string, port: number): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return reason ? new StartFault(reason(host, port)) : error;
}
