import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { QueuesModule } from '#libs/queues';
import { DossiersController } from './dossier/dossiers.controller.js';
import { RequestDossier } from './dossier/request-dossier.js';
import { EvidenceModule } from './evidence.module.js';
import { EvidenceController } from './items/evidence.controller.js';

/** The routes of evidence and dossiers. */
@Module({
  imports: [EvidenceModule, AuditModule, ProgrammeModule, QueuesModule.forApi()],
  controllers: [EvidenceController, DossiersController],
  providers: [RequestDossier],
})
export class EvidenceHttpModule {}
