import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { forbidden, staleVersion } from '#libs/platform';
import { noSuchEvidence, pinned } from './evidence.errors.js';
import { EvidenceEvents } from './evidence-events.js';
import { mayChangeEvidence, maySeeEvidence } from './evidence.policy.js';
import { EvidenceQueries, type EvidenceRow } from './evidence.queries.js';

export interface EvidenceCommand {
  actor: Actor;
  id: string;
  /** The version that the actor saw. */
  seen: number;
}

/** A region renames a piece of evidence or says whether it is confidential. */
@Injectable()
export class ChangeEvidence {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly events: EvidenceEvents,
  ) {}

  async run(
    tx: Tx,
    command: EvidenceCommand,
    { title, confidential }: { title?: string; confidential?: boolean },
  ): Promise<EvidenceRow> {
    const before = await lockForChange(tx, this.queries, command);
    const after = { title: title ?? before.title, confidential: confidential ?? before.confidential };
    await tx.change('update evidence set title = $2, confidential = $3, version = version + 1 where id = $1', [
      before.id,
      after.title,
      after.confidential,
    ]);
    const data = { evidenceId: before.id, before: { title: before.title, confidential: before.confidential }, after };
    await this.events.write(tx, 'change-evidence', command.actor, [{ item: before.item, data }]);
    return { ...before, ...after, version: before.version + 1 };
  }
}

/** A region takes a piece of evidence away; its row and its file stay for the record. */
@Injectable()
export class RemoveEvidence {
  constructor(
    private readonly queries: EvidenceQueries,
    private readonly events: EvidenceEvents,
  ) {}

  async run(tx: Tx, command: EvidenceCommand): Promise<void> {
    const row = await lockForChange(tx, this.queries, command);
    if (row.pinned) throw pinned();
    const { actor } = command;
    await tx.change(
      'update evidence set removed_by = $2, removed_at = $3, version = version + 1 where id = $1 and removed_at is null',
      [row.id, actor.personId, this.events.now()],
    );
    const data = { evidenceId: row.id, kind: row.kind, sha256: row.file?.sha256 ?? null };
    await this.events.write(tx, 'remove-evidence', actor, [{ item: row.item, data }]);
  }
}

/** Locks the item, then reads the row: between the two nobody sends a round that pins it. */
async function lockForChange(
  tx: Tx,
  queries: EvidenceQueries,
  { actor, id, seen }: EvidenceCommand,
): Promise<EvidenceRow> {
  const place = await tx.row<{ item: string }>('select work_item_id as item from evidence where id = $1', [id]);
  if (!place) throw noSuchEvidence();
  await queries.lock(tx, [place.item]);
  const row = await queries.byId(id, tx);
  if (!row || row.removed || !maySeeEvidence(actor, row.item, row)) throw noSuchEvidence();
  if (!mayChangeEvidence(actor, row.item)) throw forbidden();
  if (seen !== row.version) throw staleVersion(seen, row.version);
  return row;
}
