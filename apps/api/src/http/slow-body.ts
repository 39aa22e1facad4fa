import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { FileRoute } from '#libs/identity';

type Refuse = (error: Error & { code?: string }, socket: Socket) => void;

/** Ends a request whose body has not come whole in time. Routes that take files watch over their own. */
export function limitSlowBody(request: FastifyRequest, milliseconds: number, refuse: Refuse): void {
  const { headers, raw, routeOptions } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody || (routeOptions.config as FileRoute).takesFiles) return;
  const timer = setTimeout(() => {
    const error = Object.assign(new Error('the body did not come in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    // Requests that came over no connection do not say whether they are complete.
    if (raw.complete === false && !raw.destroyed) refuse(error, raw.socket);
  }, milliseconds);
  timer.unref();
  raw.once('close', () => clearTimeout(timer));
}
