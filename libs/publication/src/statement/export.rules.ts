import { frozenOf } from './frozen.rules.js';
import type { Person, Statement } from './statement.js';

/** What an export holds: all that the digest covers, and who stood for it; by id, since names may change. */
export function exportOf(statement: Statement) {
  const { id, status, wordings, digest, preparedBy, preparedAt, clearedBy, clearedAt, publishedAt } = statement;
  return {
    id,
    status,
    ...frozenOf(statement),
    wordings,
    digest,
    preparedBy: idOf(preparedBy),
    preparedAt,
    clearedBy: idOf(clearedBy),
    clearedAt,
    publishedAt,
  };
}

function idOf(person: Person | null): string | null {
  return person?.id ?? null;
}
