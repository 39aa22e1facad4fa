import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { type Answer, entityTag } from '#libs/platform';

const members = new Set(['status', 'body', 'version', 'location']);

/** An Answer is known by its members, since one kept under an Idempotency-Key comes back as plain JSON. */
function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  const { status } = value as Partial<Answer>;
  return (
    Number.isInteger(status) && status! >= 200 && status! < 300 && Object.keys(value).every((name) => members.has(name))
  );
}

/** Lets a controller return an `Answer`: its status, ETag and Location are sent; every other value is sent as it is. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((value: unknown) => (isAnswer(value) ? send(value, reply) : value)));
  }
}

function send({ status, body, version, location }: Answer, reply: FastifyReply): unknown {
  reply.status(status);
  if (version !== undefined) reply.header('etag', entityTag(version));
  if (location !== undefined) reply.header('location', location);
  return body;
}
