import type { FastifyRequest } from 'fastify';
import { badRequest, notFound } from '#libs/platform';
import { isUnreadable, unreadableText } from './text.rules.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Path parameters of these names are ids of the product and therefore UUIDs. */
export const namesAnId = /^id$|Id$/;

/** Refuses what no handler should meet: repeated query parameters, unreadable texts, ids that cannot exist. */
export function checkRequest(request: FastifyRequest): void {
  checkQuery(request.query as Record<string, unknown>);
  checkPath(request.params as Record<string, string>);
}

function checkQuery(query: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(query)) {
    if (isUnreadable(name)) throw unreadableText('');
    if (isUnreadable(String(value))) throw unreadableText(name);
    if (typeof value !== 'string') {
      throw badRequest([
        {
          code: 'repeated',
          pointer: name,
          message: { zh: '该参数只能出现一次。', en: 'This parameter may be given once only.' },
        },
      ]);
    }
  }
}

function checkPath(parameters: Record<string, string>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (isUnreadable(value)) throw unreadableText(name);
    // Without this PostgreSQL would refuse the id's syntax and the answer would be 500.
    if (namesAnId.test(name) && !uuid.test(value)) throw notFound({ zh: '对象', en: 'thing' });
  }
}
