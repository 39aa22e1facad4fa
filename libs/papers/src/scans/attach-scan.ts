import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import { Once, type Tx } from '#libs/database';
import { FileStore, type KeptFile, type ReceivedFile } from '#libs/evidence';
import { type Actor, grantFor } from '#libs/identity';
import type { SubmissionWhole } from '#libs/implementation';
import { type Answer, Calendar, type OnceKey } from '#libs/platform';
import { Reference } from '#libs/programme';
import { tooManyScans } from './scan.errors.js';
import { type ScanSide, scopeOf } from './scan.policy.js';
import { presentScan } from './scan.presenter.js';
import { ScanQueries } from './scan.queries.js';

/** Most scans of one side to one round: pages that were scanned one by one, and better scans of them. */
export const mostScans = 20;

export interface NewScan {
  submission: SubmissionWhole;
  round: number;
  side: ScanSide;
  file: ReceivedFile;
  digest: string | null;
}

const insert = `
  insert into signed_scan (submission_id, round, side, sha256, file_name, digest, uploaded_by, on_behalf_of, uploaded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

/** Adds the scan of a signed paper to its round, beside those that are there. */
@Injectable()
export class AttachScan {
  constructor(
    private readonly store: FileStore,
    private readonly queries: ScanQueries,
    private readonly log: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
    private readonly once: Once,
  ) {}

  /** 201 with the scan; 200 with the one that is there when the same side has added the same content before. */
  async run(actor: Actor, key: OnceKey | undefined, scan: NewScan): Promise<Answer> {
    const kept = await this.store.keep(scan.file);
    let isRecorded = false;
    try {
      const answer = await this.once.run(actor.personId, keyWithFile(key, scan), async (tx) => {
        const { id, added } = await this.add(tx, actor, scan, kept);
        isRecorded = added;
        const row = await this.queries.byId(id, tx);
        return { status: added ? 201 : 200, body: presentScan(row!) };
      });
      return answer;
    } catch (error) {
      isRecorded = false;
      throw error;
    } finally {
      if (!isRecorded) await this.store.release(kept);
    }
  }

  private async add(tx: Tx, actor: Actor, scan: NewScan, kept: KeptFile): Promise<{ id: string; added: boolean }> {
    const { submission, round, side, digest, file } = scan;
    const place = { submissionId: submission.id, round, side };
    // Two uploads to one round come one after the other: the limit holds and nothing is doubled.
    await tx.rows('select from submission_round where submission_id = $1 and round = $2 for update', [
      submission.id,
      round,
    ]);
    const there = await this.queries.same(tx, place, kept.sha256);
    if (there) return { id: there.id, added: false };
    if ((await this.queries.count(tx, place)) >= mostScans) throw tooManyScans(mostScans);
    await this.store.record(tx, kept, file.mediaType);
    const grant = grantFor(actor, 'signed-scan.attach', scopeOf(side, submission.item));
    const uploadedAt = this.calendar.now();
    const row = await tx.row<{ id: string }>(insert, [
      submission.id,
      round,
      side,
      kept.sha256,
      file.name,
      digest,
      actor.personId,
      grant?.onBehalfOf?.personId ?? null,
      uploadedAt,
    ]);
    await this.note(tx, actor, scan, { id: row!.id, sha256: kept.sha256, at: uploadedAt });
    return { id: row!.id, added: true };
  }

  private async note(tx: Tx, actor: Actor, scan: NewScan, made: { id: string; sha256: string; at: Date }) {
    const { submission, round, side, digest } = scan;
    const { item } = submission;
    const grant = grantFor(actor, 'signed-scan.attach', scopeOf(side, item));
    await this.log.append(tx, [
      {
        kind: 'attach-signed-scan',
        programme: item.programme,
        region: item.region,
        department: item.leadDepartment,
        submissionId: submission.id,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf: grant?.onBehalfOf?.personId,
        data: { workItemId: item.id, round, side, scanId: made.id, sha256: made.sha256, checked: digest !== null },
        effectiveOn: await this.reference.today(item.programme, made.at),
        recordedAt: made.at,
      },
    ]);
  }
}

/** The same key for another file is another request. */
function keyWithFile(once: OnceKey | undefined, { file, side, digest }: NewScan): OnceKey | undefined {
  if (!once) return undefined;
  const hash = createHash('sha256').update(once.fingerprint);
  return { key: once.key, fingerprint: hash.update(JSON.stringify([file.sha256, file.sentAs, side, digest])).digest() };
}
