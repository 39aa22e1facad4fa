import { badRequest } from '#libs/platform';

/** Where a page ended. Both are texts, so that nothing of the database's precision is lost. */
export interface NoticeCursor {
  createdAt: string;
  eventSeq: string;
}

const shape = /^(\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?)\/(\d{1,18})$/;

export function encodeCursor({ createdAt, eventSeq }: NoticeCursor): string {
  return Buffer.from(`${createdAt}/${eventSeq}`).toString('base64url');
}

/** Throws 400 on what this product did not give out. */
export function decodeCursor(text: string | undefined): NoticeCursor | undefined {
  if (text === undefined) return undefined;
  const [, createdAt, eventSeq] = shape.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (createdAt === undefined || eventSeq === undefined || Number.isNaN(Date.parse(createdAt))) {
    throw badRequest([
      { code: 'cursor', pointer: 'cursor', message: { zh: '游标无效。', en: 'The cursor is not valid.' } },
    ]);
  }
  return { createdAt, eventSeq };
}
