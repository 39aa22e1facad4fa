import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { Clock, Configuration } from '#libs/platform';
import { ProgrammeModule } from '#libs/programme';
import { DossierContents } from './dossier/dossier-contents.js';
import { DossierStore } from './dossier/dossier.store.js';
import { AddEvidence } from './items/add-evidence.js';
import { ChangeEvidence, RemoveEvidence } from './items/change-evidence.js';
import { Downloads } from './items/downloads.js';
import { EvidenceEvents } from './items/evidence-events.js';
import { EvidencePresenter } from './items/evidence.presenter.js';
import { EvidenceQueries } from './items/evidence.queries.js';
import { FolderUpload } from './items/folder-upload.js';
import { Pins } from './items/pins.js';
import { Uploads } from './items/uploads.js';
import { FileReceiver } from './receive/file-receiver.js';
import { BlobStorage } from './store/blob-storage.js';
import { FileStore } from './store/file-store.js';
import { openStaging, openStorage } from './store/open-storage.js';
import { Staging } from './store/staging.js';

const store = [
  { provide: Staging, useFactory: openStaging, inject: [Configuration] },
  { provide: BlobStorage, useFactory: openStorage, inject: [Configuration] },
  FileStore,
];
const acts = [AddEvidence, ChangeEvidence, RemoveEvidence, Uploads, FolderUpload];
const reads = [EvidenceQueries, EvidencePresenter, Downloads, Pins, DossierStore, DossierContents];

/** Evidence, its files and their store, for every process. */
@Module({
  imports: [AuditModule, ProgrammeModule],
  providers: [...store, FileReceiver, EvidenceEvents, ...acts, ...reads],
  exports: [...store, FileReceiver, ...acts, ...reads],
})
export class EvidenceModule implements OnApplicationBootstrap {
  constructor(
    private readonly staging: Staging,
    private readonly clock: Clock,
  ) {}

  /** Each host clears away what its own dead processes were receiving; the nightly job reaches its own host only. */
  async onApplicationBootstrap(): Promise<void> {
    await this.staging.sweep(new Date(this.clock.now().getTime() - 24 * 60 * 60 * 1_000));
  }
}
