import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Actor, may, PeopleQueries } from '#libs/identity';
import { DomainError, LOGGER } from '#libs/platform';
import { type Confirmation, type Delivery, ExternalConsumer } from '#libs/queues';
import type { EvidenceRow } from '../items/evidence.queries.js';
import { FileStore } from '../store/file-store.js';
import { dossierArchive } from './dossier-archive.js';
import { DossierContents } from './dossier-contents.js';
import { type Dossier, DossierStore } from './dossier.store.js';
import { makeDossier } from './job.js';
import { manifestEntries } from './manifest.rules.js';

/** Most bytes of the files of one dossier. */
const mostBytes = 8 * 1024 ** 3;
/** Milliseconds between two notes of how far it is. */
const noteEveryMs = 1_000;

/** Collects a dossier and puts it into the store. Who asked may have lost rights meanwhile: those of now count. */
@Injectable()
export class MakeDossier extends ExternalConsumer<{ dossierId: string }> {
  readonly job = makeDossier;
  readonly text = { zh: '汇集佐证材料，制作卷宗压缩包', en: 'Collects evidence into the ZIP archive of a dossier' };
  override readonly leaseSeconds = 1_800;
  override readonly concurrency = 2;
  override readonly mostAttempts = 3;

  constructor(
    private readonly dossiers: DossierStore,
    private readonly contents: DossierContents,
    private readonly store: FileStore,
    private readonly people: PeopleQueries,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  async handle({ data, attempt }: Delivery<{ dossierId: string }>, lease: AbortSignal): Promise<Confirmation | void> {
    const dossier = await this.dossiers.byId(data.dossierId);
    if (!dossier || !['queued', 'running'].includes(dossier.status)) return;
    try {
      return await this.make(dossier, lease);
    } catch (error) {
      if (attempt >= this.mostAttempts) await this.dossiers.end(dossier.id, 'failed', (error as Error).message);
      throw error;
    }
  }

  private async make(dossier: Dossier, lease: AbortSignal): Promise<Confirmation | void> {
    const found = await this.visible(dossier);
    if (!found) return this.dossiers.end(dossier.id, 'refused', 'rights were lost');
    const { rows, programme } = found;
    const bytes = rows.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
    if (bytes > mostBytes) return this.dossiers.end(dossier.id, 'failed', 'more than 8 GB of files');
    const names = await this.contents.names(programme);
    const entries = manifestEntries(rows, await this.contents.pins(rows), names);
    await this.dossiers.begin(dossier.id, rows.filter(({ file }) => file).length);
    const archive = dossierArchive(this.store, dossier.scope, entries, this.notes(dossier.id));
    lease.addEventListener('abort', () => archive.destroy(new Error('the lease is over')), { once: true });
    const kept = await this.store.put(archive);
    const ids = rows.map(({ id }) => id);
    return async (tx) => {
      await this.dossiers.finish(tx, dossier.id, kept, ids);
      await this.store.settle(tx, kept.claim);
    };
  }

  /** By the rights of now; undefined when nothing of the scope is left to this person. */
  private async visible({
    requestedBy,
    scope,
  }: Dossier): Promise<{ rows: EvidenceRow[]; programme: string } | undefined> {
    const [actor]: Actor[] = await this.people.actorsOf([requestedBy]);
    if (!actor || !may(actor, 'dossier.request')) return undefined;
    try {
      const { programme } = await this.contents.place(actor, scope);
      return { rows: await this.contents.visible(actor, scope), programme };
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }

  /** Notes how far it is, now and then; a note that fails is none. */
  private notes(id: string): (done: number) => void {
    let last = performance.now();
    return (done) => {
      if (performance.now() - last < noteEveryMs) return;
      last = performance.now();
      this.dossiers
        .progress(id, done)
        .catch((error: Error) => this.logger.warn({ id, error: error.message }, 'progress could not be noted'));
    };
  }
}
