import { frozenOf } from './change-statement.js';
import type { Statement } from './statement.js';

/** What an export holds: all that the digest covers, and who stood for it. */
export function exportOf(statement: Statement) {
  const { id, status, wordings, digest, preparedBy, preparedAt, clearedBy, clearedAt, publishedAt } = statement;
  return {
    id,
    status,
    ...frozenOf(statement),
    wordings,
    digest,
    preparedBy,
    preparedAt,
    clearedBy,
    clearedAt,
    publishedAt,
  };
}
