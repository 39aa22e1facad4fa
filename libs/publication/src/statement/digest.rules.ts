import { createHash } from 'node:crypto';
import type { Text } from '#libs/platform';
import type { Frozen } from './statement.js';

/** JSON with sorted names and no spaces, so that the same content is the same bytes everywhere. Dates are ISO 8601, UTC. */
export function sameBytes(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sameBytes).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${sameBytes(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of everything that a statement says and rests on, hexadecimal. */
export function digestOf(frozen: Frozen, wordings: readonly Text[]): string {
  return createHash('sha256')
    .update(sameBytes({ ...frozen, wordings }))
    .digest('hex');
}
