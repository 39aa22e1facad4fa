import type { Database } from '#libs/database';

/** What acts on work items write to, and the keys that must stay free after a refusal. */
const tables = [
  'work_item',
  'submission',
  'submission_party',
  'submission_round',
  'decision',
  'review_receipt',
  'opinion_request',
  'opinion',
  'proof_tick',
  'legal_adjustment',
  'legal_adjustment_region',
  'measure_legal_adjustment',
  'legal_adjustment_warning',
  'comment_thread',
  'comment',
  'comment_text',
  'reviewer_note',
  'work_item_follower',
  'substitution',
  'substitution_grant',
  'department_head',
  'event',
  'outbox',
  'idempotency_key',
  'evidence',
  'evidence_file',
  'stored_blob',
  'blob_claim',
  'dossier',
  'signed_scan',
] as const;

/** One hash per table over all its rows. */
export type Digest = Record<string, string>;

const everyTable = tables
  .map(
    (table) =>
      `select '${table}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as hash from ${table} t`,
  )
  .join(' union all ');

export async function digestOf(database: Database): Promise<Digest> {
  const rows = await database.rows<{ name: string; hash: string }>(everyTable);
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

export function changedTables(before: Digest, after: Digest): string[] {
  return Object.keys(before).filter((table) => before[table] !== after[table]);
}
