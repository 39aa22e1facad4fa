import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database, UnitOfWork } from '#libs/database';
import { Clock, LOGGER } from '#libs/platform';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { DossierStore } from '../dossier/dossier.store.js';
import { BlobStorage } from './blob-storage.js';
import { FileStore } from './file-store.js';
import { Staging } from './staging.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** Clears what nothing refers to: expired dossiers, claims of processes that died, their files, and alien ones. */
@Injectable()
export class EvidenceHousekeeping extends ScheduledJob {
  readonly job = jobName('evidence-housekeeping');

  constructor(
    private readonly dossiers: DossierStore,
    private readonly store: FileStore,
    private readonly storage: BlobStorage,
    private readonly staging: Staging,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const before = new Date(this.clock.now().getTime() - dayMs);
    const { expired, abandoned } = await this.dossiers.expire();
    const claims = await this.unitOfWork.run((tx) =>
      tx.change(`delete from blob_claim where claimed_at < clock_timestamp() - interval '24 hours'`),
    );
    const blobs = (await this.removeUnkept()) + (await this.compare(before));
    return { expired, abandoned, claims, blobs, incoming: await this.staging.sweep(before) };
  }

  private async removeUnkept(): Promise<number> {
    const unkept = await this.database.rows<{ sha256: string }>(
      `select b.sha256 from stored_blob b
       where not exists (select from blob_claim c where c.sha256 = b.sha256)
         and not exists (select from evidence_file f where f.sha256 = b.sha256)
         and not exists (select from dossier d where d.sha256 = b.sha256)`,
    );
    let removed = 0;
    for (const { sha256 } of unkept) {
      if (await this.unitOfWork.run((tx) => this.store.removeUnkept(tx, sha256))) removed += 1;
    }
    return removed;
  }

  /** Compares what lies in the store with what should; returns how many alien contents were removed. */
  private async compare(before: Date): Promise<number> {
    // Read first: what is recorded while the store is listed must not seem to be missing.
    const recorded = await this.database.rows<{ sha256: string }>('select sha256 from evidence_file');
    const missing = new Set(recorded.map(({ sha256 }) => sha256));
    let removed = 0;
    for await (const { sha256, storedAt } of this.storage.list()) {
      if (!missing.delete(sha256) && storedAt < before && (await this.removeAlien(sha256))) removed += 1;
    }
    if (missing.size > 0) {
      const some = [...missing].slice(0, 20);
      this.logger.error({ alarm: 'stored-files-missing', count: missing.size, some }, 'stored files are missing');
    }
    return removed;
  }

  /** As after restoring an older database. Given a row for the moment, so that the same lock guards its removal. */
  private async removeAlien(sha256: string): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await tx.change('insert into stored_blob (sha256) values ($1) on conflict do nothing', [sha256]);
      return this.store.removeUnkept(tx, sha256);
    });
  }
}
