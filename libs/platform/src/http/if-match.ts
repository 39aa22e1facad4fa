import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badRequest, preconditionRequired } from '../errors.js';

/** The strong entity tag of a version: `"7"`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Reads the version out of an If-Match header. A weak tag is accepted because proxies that compress weaken tags;
 * `*` is not, since every move names the version that its actor saw.
 * Throws 428 when the header is missing or `*`, 400 when it is no version.
 */
export function versionOf(header: string | undefined): number {
  if (header === undefined || header.trim() === '' || header.trim() === '*') throw preconditionRequired();
  const version = /^(?:W\/)?"(\d{1,9})"$|^(\d{1,9})$/.exec(header.trim());
  if (!version) {
    throw badRequest([
      {
        code: 'if-match',
        pointer: 'If-Match',
        message: { zh: 'If-Match 应为一个版本标记，例如 "7"。', en: 'If-Match must be one entity tag such as "7".' },
      },
    ]);
  }
  return Number(version[1] ?? version[2]);
}

/** The version that the caller saw, from If-Match. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
