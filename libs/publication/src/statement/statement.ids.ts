import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '#libs/platform';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const number = /^[1-9]\d{0,4}$/;

function parametersOf(context: ExecutionContext): Record<string, string | undefined> {
  return context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string | undefined> }>>().params;
}

/** A statement's id from the path; whatever is no id cannot be found either. */
export const StatementId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { id = '' } = parametersOf(context);
  if (!uuid.test(id)) throw notFound({ zh: '口径', en: 'statement' });
  return id.toLowerCase();
});

export const RestatementNo = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { no = '' } = parametersOf(context);
  if (!number.test(no)) throw notFound({ zh: '更正说明', en: 'restatement' });
  return Number(no);
});
