import { Module } from '@nestjs/common';
import { IdentityModule } from '#libs/identity';
import { MakeDossier } from './dossier/make-dossier.js';
import { EvidenceModule } from './evidence.module.js';
import { EvidenceHousekeeping } from './store/evidence-housekeeping.js';

/** Makes dossiers and keeps the store clean. */
@Module({ imports: [EvidenceModule, IdentityModule], providers: [MakeDossier, EvidenceHousekeeping] })
export class EvidenceJobsModule {}
