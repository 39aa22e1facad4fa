import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type DomainError, notFound } from '#libs/platform';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id from the path; whatever is no id cannot be found either. */
export const NoticeId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { id } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>().params;
  if (!uuid.test(id)) throw noSuchNotice();
  return id.toLowerCase();
});

/** For a notice that does not exist and for one of somebody else alike. */
export function noSuchNotice(): DomainError {
  return notFound({ zh: '通知', en: 'notice' });
}
