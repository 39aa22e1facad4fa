import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Once } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Answer, OnceKey } from '#libs/platform';
import type { ReceivedFile } from '../receive/file-receiver.js';
import { FileStore, type KeptFile } from '../store/file-store.js';
import { AddEvidence, type Added, type NewEvidence } from './add-evidence.js';
import { EvidenceQueries, type EvidenceRow } from './evidence.queries.js';

export interface Upload {
  workItemId: string;
  file: ReceivedFile;
  title: string;
  confidential: boolean;
}

/** Puts received files into the store and adds them as evidence in one transaction; what is not added is not kept. */
@Injectable()
export class Uploads {
  constructor(
    private readonly store: FileStore,
    private readonly addEvidence: AddEvidence,
    private readonly queries: EvidenceQueries,
    private readonly once: Once,
  ) {}

  /** `answer` words what came of each; throwing undoes all of them. */
  async run(
    actor: Actor,
    key: OnceKey | undefined,
    uploads: Upload[],
    answer: (added: Added[], rows: Map<string, EvidenceRow>) => Answer,
  ): Promise<Answer> {
    const kept: KeptFile[] = [];
    const recorded = new Set<string>();
    try {
      const pieces: NewEvidence[] = [];
      for (const { workItemId, file, title, confidential } of uploads) {
        const one = await this.store.keep(file);
        kept.push(one);
        pieces.push({ workItemId, title, confidential, kept: one, mediaType: file.mediaType, fileName: file.name });
      }
      const result = await this.once.run(actor.personId, keyWithFiles(key, uploads), async (tx) => {
        const added = await this.addEvidence.run(tx, actor, pieces);
        const ids = added.flatMap((one) => (one.status === 'refused' ? [] : [one.id]));
        const rows = await this.queries.byIds(ids, tx);
        const worded = answer(added, new Map(rows.map((row) => [row.id, row])));
        added.forEach(({ status }, place) => status === 'stored' && recorded.add(kept[place]!.claim));
        return worded;
      });
      return result;
    } catch (error) {
      recorded.clear();
      throw error;
    } finally {
      for (const one of kept) if (!recorded.has(one.claim)) await this.store.release(one);
    }
  }
}

/** The same key for other files is another request. */
function keyWithFiles(once: OnceKey | undefined, uploads: Upload[]): OnceKey | undefined {
  if (!once) return undefined;
  const hash = createHash('sha256').update(once.fingerprint);
  for (const { file, title, confidential } of uploads) {
    hash.update(JSON.stringify([file.sha256, file.sentAs, title, confidential]));
  }
  return { key: once.key, fingerprint: hash.digest() };
}
