import type { FastifyInstance, FastifyReply } from 'fastify';
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

/**
 * Lets a controller return an `Answer`: its status, ETag and Location are sent; every other value is sent as it is.
 * A hook of the server and no interceptor of Nest's, which would put every request through streams of one value.
 */
export function sendAnswers(instance: FastifyInstance): void {
  instance.addHook('preSerialization', (_request, reply, payload, done) => {
    done(null, isAnswer(payload) ? bodyOf(payload, reply) : payload);
  });
}

function bodyOf({ status, body, version, location }: Answer, reply: FastifyReply): unknown {
  void reply.status(status);
  if (version !== undefined) void reply.header('etag', entityTag(version));
  if (location !== undefined) void reply.header('location', location);
  if (body === undefined) void reply.removeHeader('content-type');
  return body;
}
