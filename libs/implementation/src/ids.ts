import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound, type Text } from '#libs/platform';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id from the path; whatever is no id cannot be found either. */
const idOf = (what: Text) =>
  createParamDecorator((_: unknown, context: ExecutionContext): string => {
    const { id } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>().params;
    if (!uuid.test(id)) throw notFound(what);
    return id.toLowerCase();
  });

/** The number of a round from the path; whatever is no number cannot be found either. */
export const RoundNumber = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { round } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { round: string } }>>().params;
  if (!/^[1-9]\d{0,3}$/.test(round)) throw notFound({ zh: '该轮报送', en: 'round' });
  return Number(round);
});

export const WorkItemId = idOf({ zh: '工作项', en: 'work item' });
export const SubmissionId = idOf({ zh: '报送', en: 'submission' });
