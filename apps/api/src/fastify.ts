import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { actorOf } from '#libs/identity';
import type { Configuration } from '#libs/platform';
import { sendAnswers } from './http/answers.js';
import { acceptJsonOnly } from './http/json-body.js';
import { limitSlowBody } from './http/slow-body.js';
import { checkRequest } from './http/request-checks.js';
import { RouteList } from './http/route-list.js';
import { securityHeaders } from './http/security-headers.js';
import { constraintProblems } from './problems/constraints.js';
import { plainRefusal, problemOf } from './problems/problem.js';
import { ProblemSender } from './problems/problem-sender.js';

export interface HttpDoor {
  adapter: FastifyAdapter;
  instance: FastifyInstance;
  problems: ProblemSender;
  routes: RouteList;
}

/**
 * Limits of one request, in bytes and milliseconds. A slow sender gives way; an answer may take as long as a statement.
 * The server's own limit leaves room for uploads, whose pace is watched where they are read; all other bodies have
 * `bodyTimeout`.
 */
export const limits = {
  bodyLimit: 1024 * 1024,
  headersTimeout: 15_000,
  bodyTimeout: 30_000,
  requestTimeout: 15 * 60_000,
  connectionTimeout: 75_000,
  keepAliveTimeout: 65_000,
  maxParamLength: 200,
};

/** Fastify with everything that holds for every request, before Nest adds the routes. */
export function openDoor(configuration: Configuration, logger: Logger): HttpDoor {
  const headers = securityHeaders(configuration.PUBLIC_URL);
  let problems: ProblemSender;
  const adapter = new FastifyAdapter({
    bodyLimit: limits.bodyLimit,
    connectionTimeout: limits.connectionTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    http: { headersTimeout: limits.headersTimeout, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: limits.maxParamLength },
    trustProxy: configuration.TRUST_PROXY ?? false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // While draining, what still arrives is served; the database closes last.
    return503OnClosing: false,
    logger: false,
    // Addresses that the router itself refuses never reach the hooks.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...headers, 'cache-control': 'no-store', 'x-request-id': request.id });
      problems.send(error, request, reply);
    },
    clientErrorHandler: refuseConnection,
  });
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  const routes = new RouteList(instance);
  problems = new ProblemSender(logger, constraintProblems, routes);
  acceptJsonOnly(instance);
  sendAnswers(instance);
  // Only routes with `TakesFiles` get as far as this parser, and they read the parts themselves.
  void instance.register(multipart);
  addHooks(instance, headers, logger);
  return { adapter, instance, problems, routes };
}

function addHooks(instance: FastifyInstance, headers: Record<string, string>, logger: Logger): void {
  instance.addHook('onRequest', async (request, reply) => {
    void reply.headers({ ...headers, 'x-request-id': request.id });
    limitSlowBody(request, limits.bodyTimeout, refuseConnection);
    checkRequest(request);
  });
  instance.addHook('onSend', async (_request, reply) => {
    // Answers hold people's data: no cache may keep one unless its route says so.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
  // Who, what and how it went; never the query or the body.
  instance.addHook('onResponse', async (request, reply) => {
    const { id: requestId, method } = request;
    const ms = Math.round(reply.elapsedTime);
    const personId = actorOf(request)?.personId;
    logger.info(
      { requestId, method, route: request.routeOptions.url, status: reply.statusCode, ms, personId },
      'request',
    );
  });
}

/** Bytes that are no HTTP request, or that came too slowly. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify(problemOf(plainRefusal(status), 'en', randomUUID()));
  const type = 'application/problem+json; charset=utf-8';
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: ${type}\r\n`;
  if (socket.writable) socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  socket.destroy(error);
}
