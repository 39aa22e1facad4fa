import { badRequest, type DomainError } from '#libs/platform';

/** Where a page ended: the order that it belongs to and the last row's sort values as text. */
export interface Cursor {
  sort: string;
  values: string[];
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, ...cursor.values])).toString('base64url');
}

/** What stands at one place of a cursor. */
export type CursorPart = 'integer' | 'code' | 'date' | 'timestamptz' | 'uuid';

/**
 * Reads a cursor that this product gave out for the same order, whose sort values are of these kinds.
 * Throws 400 on anything else, so that the database never sees what it cannot read.
 */
export function decodeCursor(text: string | undefined, sort: string, kinds: readonly CursorPart[]): Cursor | undefined {
  if (text === undefined) return undefined;
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== kinds.length + 1 || parts[0] !== sort) throw badCursor();
  const values: unknown[] = parts.slice(1);
  if (!values.every((value, index): value is string => isOfKind(value, kinds[index]!))) throw badCursor();
  return { sort, values };
}

const shapes: Record<CursorPart, RegExp> = {
  integer: /^\d{1,9}$/,
  code: /^[A-Za-z0-9-]{1,40}$/,
  date: /^[12]\d{3}-\d\d-\d\d$/,
  timestamptz: /^[12]\d{3}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

function isOfKind(value: unknown, kind: CursorPart): value is string {
  if (typeof value !== 'string' || !shapes[kind].test(value)) return false;
  return kind === 'date' || kind === 'timestamptz' ? isDay(value.slice(0, 10)) : true;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function badCursor(): DomainError {
  return badRequest([
    {
      code: 'cursor',
      pointer: 'cursor',
      message: { zh: '游标无效，或不属于该排序。', en: 'The cursor is not valid for this order.' },
    },
  ]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
