import { createHash } from 'node:crypto';
import { canonicalJson, type Text } from '#libs/platform';
import type { Frozen } from './statement.js';

/** The same content as the same bytes wherever it is written: canonical JSON, moments in ISO 8601 and UTC. */
export function sameBytes(value: object): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)));
}

/** SHA-256 of everything that a statement says and rests on, hexadecimal; how to check it is in docs/statements.md. */
export function digestOf(frozen: Frozen, wordings: readonly Text[]): string {
  return sha256(sameBytes({ ...frozen, wordings }));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
