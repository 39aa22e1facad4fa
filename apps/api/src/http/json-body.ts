import type { FastifyInstance } from 'fastify';
import { badRequest, DomainError } from '#libs/platform';
import { checkBody } from './text.rules.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const malformed = (): DomainError =>
  badRequest([{ code: 'json', message: { zh: '内容不是有效的 JSON。', en: 'The content is not valid JSON.' } }]);

const otherCharset = (): DomainError =>
  new DomainError(415, 'unsupported-media-type', { zh: '内容须为 UTF-8 编码。', en: 'The content must be in UTF-8.' });

/** Reads a JSON body; an empty one is undefined. Throws 400 for what is not JSON in UTF-8 or what `checkBody` refuses. */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw malformed();
  }
  checkBody(value);
  return value;
}

/** JSON is the only content taken: a form of another site can send every other type without asking first. */
export function acceptJsonOnly(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
      if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw otherCharset();
      done(null, readJson(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}
