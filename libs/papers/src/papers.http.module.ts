import { Module } from '@nestjs/common';
import { EvidenceModule } from '#libs/evidence';
import { ImplementationModule } from '#libs/implementation';
import { PacketsController } from './packet/packets.controller.js';
import { PapersModule } from './papers.module.js';
import { ScansController } from './scans/scans.controller.js';

@Module({
  imports: [PapersModule, EvidenceModule, ImplementationModule],
  controllers: [PacketsController, ScansController],
})
export class PapersHttpModule {}
