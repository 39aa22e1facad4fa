import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { actorOf } from '#libs/identity';
import { preferredLanguage } from '#libs/platform';
import type { RouteList } from '../http/route-list.js';
import type { ConstraintProblems } from './constraints.js';
import { driverError } from './database-errors.js';
import { plainRefusal, problemOf, type Refusal } from './problem.js';
import { refusalOf } from './refusal.js';

/** The one place where a thrown value becomes an answer. */
export class ProblemSender {
  constructor(
    private readonly logger: Logger,
    private readonly constraints: ConstraintProblems,
    private readonly routes: RouteList,
  ) {}

  send(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const refusal = this.refine(refusalOf(thrown, this.constraints), request);
    if (refusal.status >= 500) this.log(thrown, refusal, request);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it failed.
      reply.raw.destroy();
      return;
    }
    const language = preferredLanguage(request.headers['accept-language']);
    this.headers(refusal, reply);
    void reply
      .status(refusal.status)
      .headers({ 'content-language': language, vary: 'Accept-Language' })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemOf(refusal, language, request.id)));
  }

  /** A path that is known, asked with a method that it does not answer. */
  private refine(refusal: Refusal, request: FastifyRequest): Refusal {
    if (refusal.status !== 404 || !request.is404) return refusal;
    const allow = this.routes.methodsOf(request.url.split('?', 1)[0]!);
    return allow.length > 0 && !allow.includes(request.method) ? plainRefusal(405, { allow }) : refusal;
  }

  private headers({ retryAfter, allow }: Refusal, reply: FastifyReply): void {
    // What the failed handler had set for its success.
    for (const name of ['etag', 'location', 'content-length', 'content-encoding', 'content-disposition'])
      reply.removeHeader(name);
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (allow !== undefined) reply.header('allow', allow.join(', '));
  }

  /** Never the whole error: those of the database hold statements, parameters and people's data. */
  private log(thrown: unknown, { status, code }: Refusal, request: FastifyRequest): void {
    const error = thrown instanceof Error ? driverError(thrown) : undefined;
    this.logger[status === 500 ? 'error' : 'warn'](
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        personId: actorOf(request)?.personId,
        status,
        code,
        error: error && {
          name: (error as Error).name,
          message: error.message,
          code: error.code,
          constraint: error.constraint,
        },
        stack: thrown instanceof Error ? thrown.stack : undefined,
      },
      'request failed',
    );
  }
}
