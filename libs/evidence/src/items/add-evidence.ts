import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Configuration, type DomainError, forbidden } from '#libs/platform';
import { FileStore, type KeptFile } from '../store/file-store.js';
import { itemFull, noSuchItem, notConfidentialThere, regionFull } from './evidence.errors.js';
import { EvidenceEvents } from './evidence-events.js';
import { mayChangeEvidence, maySeePlace } from './evidence.policy.js';
import { type EvidenceItem, EvidenceQueries } from './evidence.queries.js';

export type NewEvidence = { workItemId: string; title: string; confidential: boolean } & (
  { kept: KeptFile; mediaType: string; fileName: string } | { url: string }
);

/** What came of one new piece: stored, there already (nothing is doubled), or refused. */
export type Added = { status: 'stored' | 'repeated'; id: string } | { status: 'refused'; error: DomainError };

const gigabyte = 1024 ** 3;

const insert = `
  insert into evidence (work_item_id, region, programme, measure, kind, title, sha256, file_name, url, confidential,
    uploaded_by, uploaded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`;

const present = `
  select id, confidential from evidence
  where work_item_id = $1 and removed_at is null and (sha256 = $2::text or ($3::text is not null and url = $3::text))`;

const usage = `
  select (select count(*)::integer from evidence where work_item_id = $1 and removed_at is null) as pieces,
    (select coalesce(sum(f.size), 0)::float8 from evidence_file f
     where f.sha256 in (select e.sha256 from evidence e where e.region = $2)) as bytes,
    exists (select from evidence e where e.region = $2 and e.sha256 = $3::text) as known`;

/** Adds evidence to work items of one region. */
@Injectable()
export class AddEvidence {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly store: FileStore,
    private readonly events: EvidenceEvents,
    private readonly configuration: Configuration,
  ) {}

  /** Each piece on its own merits, in order. Throws when one lies where this person may add nothing. */
  async run(tx: Tx, actor: Actor, pieces: NewEvidence[]): Promise<Added[]> {
    const items = await this.queries.lock(tx, [...new Set(pieces.map(({ workItemId }) => workItemId))]);
    for (const { workItemId } of pieces) assertMayAdd(actor, items.get(workItemId));
    // Limits of a region hold however many uploads meet; items are locked first, in order.
    for (const region of [...new Set([...items.values()].map((item) => item.region))].sort()) {
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('evidence of ' || $1, 0))`, [region]);
    }
    const added: Added[] = [];
    for (const piece of pieces) added.push(await this.add(tx, actor, items.get(piece.workItemId)!, piece));
    return added;
  }

  private async add(tx: Tx, actor: Actor, item: EvidenceItem, piece: NewEvidence): Promise<Added> {
    const file = 'kept' in piece ? piece : undefined;
    const url = 'url' in piece ? piece.url : null;
    const there = await tx.row<{ id: string; confidential: boolean }>(present, [
      item.id,
      file?.kept.sha256 ?? null,
      url,
    ]);
    if (there && piece.confidential && !there.confidential) return { status: 'refused', error: notConfidentialThere() };
    if (there) return { status: 'repeated', id: there.id };
    const full = await this.fullness(tx, item, file?.kept);
    if (full) return { status: 'refused', error: full };
    if (file) await this.store.record(tx, file.kept, file.mediaType);
    const row = await tx.row<{ id: string }>(insert, [
      item.id,
      item.region,
      item.programme,
      item.measure,
      file ? 'file' : 'link',
      piece.title,
      file?.kept.sha256 ?? null,
      file?.fileName ?? null,
      url,
      piece.confidential,
      actor.personId,
      this.events.now(),
    ]);
    const id = row!.id;
    const { confidential } = piece;
    const what = file ? { kind: 'file', sha256: file.kept.sha256, size: file.kept.size } : { kind: 'link' };
    await this.events.write(tx, 'add-evidence', actor, [{ item, data: { evidenceId: id, confidential, ...what } }]);
    return { status: 'stored', id };
  }

  private async fullness(tx: Tx, item: EvidenceItem, kept: KeptFile | undefined): Promise<DomainError | undefined> {
    const { EVIDENCE_PER_ITEM: mostPieces, EVIDENCE_REGION_GB: mostGigabytes } = this.configuration;
    const used = await tx.row<{ pieces: number; bytes: number; known: boolean }>(usage, [
      item.id,
      item.region,
      kept?.sha256 ?? null,
    ]);
    if (used!.pieces >= mostPieces) return itemFull(mostPieces);
    const more = kept && !used!.known ? kept.size : 0;
    return used!.bytes + more > mostGigabytes * gigabyte ? regionFull(mostGigabytes) : undefined;
  }
}

/** To other regions there is no such item; the ministry knows it and adds nothing. */
export function assertMayAdd(actor: Actor, item: EvidenceItem | undefined): asserts item is EvidenceItem {
  if (!item || !maySeePlace(actor, item)) throw noSuchItem();
  if (!mayChangeEvidence(actor, item)) throw forbidden();
}
