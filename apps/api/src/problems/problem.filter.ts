import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemSender } from './problem-sender.js';

/** Hands everything thrown behind a route to the problem sender. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly problems: ProblemSender) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.problems.send(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
