import { badRequest } from '#libs/platform';

/** Where a page ended: the order that it belongs to and the last row's sort values as text. */
export interface Cursor {
  sort: string;
  values: string[];
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, ...cursor.values])).toString('base64url');
}

/** Reads a cursor that this product gave out for the same order. Throws 400 on anything else. */
export function decodeCursor(text: string | undefined, sort: string, length: number): Cursor | undefined {
  if (text === undefined) return undefined;
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== sort || !parts.every((part) => typeof part === 'string')) {
    throw badRequest([
      { code: 'cursor', pointer: 'cursor', message: { zh: '游标无效，或不属于该排序。', en: 'The cursor is not valid for this order.' } },
    ]);
  }
  return { sort, values: parts.slice(1) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
