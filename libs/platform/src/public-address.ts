import type { Configuration } from './configuration.js';

/** Where people reach the product, ending in a slash. It comes from the configuration alone, never from a request. */
export function publicAddress({ PUBLIC_URL, HOST, PORT }: Configuration): URL {
  const base = new URL(PUBLIC_URL ?? `http://${reachable(HOST)}:${PORT}`);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

/** An address to listen on is not always one to go to. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
