import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { Text } from '#libs/platform';
import type { ScanSide } from './scan.policy.js';

/** A scan of a round's signed paper. */
export interface ScanRow {
  id: string;
  submissionId: string;
  round: number;
  side: ScanSide;
  file: { name: string; sha256: string; size: number; mediaType: string };
  /** The digest that was read from the paper, when it was given: it was the round's own. */
  digest: string | null;
  uploadedBy: { id: string; name: Text };
  onBehalfOf: { id: string; name: Text } | null;
  uploadedAt: Date;
}

const person = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en))`;

const columns = `n.id, n.submission_id as "submissionId", n.round, n.side,
  jsonb_build_object('name', n.file_name, 'sha256', n.sha256, 'size', f.size, 'mediaType', f.media_type) as file,
  n.digest, ${person('p')} as "uploadedBy", case when a.id is not null then ${person('a')} end as "onBehalfOf",
  n.uploaded_at as "uploadedAt"`;

const from = `from signed_scan n join evidence_file f on f.sha256 = n.sha256 join person p on p.id = n.uploaded_by
  left join person a on a.id = n.on_behalf_of`;

const byId = `select ${columns} ${from} where n.id = $1`;
const ofSubmission = `select ${columns} ${from} where n.submission_id = $1 order by n.round, n.id`;
const same = `select id from signed_scan where submission_id = $1 and round = $2 and side = $3 and sha256 = $4`;
const count = `select count(*)::integer as count from signed_scan where submission_id = $1 and round = $2 and side = $3`;

/** Reads of signed scans. Within a transaction pass its `tx`. */
@Injectable()
export class ScanQueries {
  constructor(private readonly database: Database) {}

  async byId(id: string, reads: Pick<Tx, 'row'> = this.database): Promise<ScanRow | undefined> {
    return reads.row<ScanRow>(byId, [id]);
  }

  /** Of all rounds, in the order in which they came. */
  async ofSubmission(submissionId: string): Promise<ScanRow[]> {
    return this.database.rows<ScanRow>(ofSubmission, [submissionId]);
  }

  /** The scan with the same content at the same place, if there is one. */
  async same(tx: Tx, place: { submissionId: string; round: number; side: ScanSide }, sha256: string) {
    return tx.row<{ id: string }>(same, [place.submissionId, place.round, place.side, sha256]);
  }

  async count(tx: Tx, place: { submissionId: string; round: number; side: ScanSide }): Promise<number> {
    return (await tx.row<{ count: number }>(count, [place.submissionId, place.round, place.side]))?.count ?? 0;
  }
}
