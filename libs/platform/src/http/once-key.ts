import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badRequest } from '../errors.js';

/** The caller's Idempotency-Key with a fingerprint of what was asked under it. */
export interface OnceKey {
  key: string;
  /** SHA-256 over method, path, If-Match and body: the same key for another request is refused. */
  fingerprint: Buffer;
}

/** The Idempotency-Key of the request, or undefined. Throws 400 when it is empty or over 200 characters. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): OnceKey | undefined => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw badRequest([
      {
        code: 'idempotency-key',
        pointer: 'Idempotency-Key',
        message: {
          zh: 'Idempotency-Key 应为 1 至 200 个可见字符。',
          en: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
        },
      },
    ]);
  }
  const parts = [request.method, request.url, request.headers['if-match'] ?? '', JSON.stringify(request.body ?? null)];
  return { key, fingerprint: createHash('sha256').update(parts.join('\n')).digest() };
});

/** The key of an act that may not run without one. Throws 400 when it is missing. */
export function requireKey(key: OnceKey | undefined): OnceKey {
  if (key) return key;
  throw badRequest([
    {
      code: 'idempotency-key-required',
      pointer: 'Idempotency-Key',
      message: {
        zh: '批量办理须带 Idempotency-Key，以免重复提交时再次办理。',
        en: 'Acts on a set need an Idempotency-Key, so that sending it again does nothing twice.',
      },
    },
  ]);
}
