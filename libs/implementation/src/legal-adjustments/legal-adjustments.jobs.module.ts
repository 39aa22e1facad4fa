import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { ImplementationModule } from '../implementation.module.js';
import { WarnLegalAdjustments } from './warn-legal-adjustments.js';

/** The passing of days over legal adjustments and what rests on them. */
@Module({
  imports: [ImplementationModule, ProgrammeModule],
  providers: [WarnLegalAdjustments],
  exports: [WarnLegalAdjustments],
})
export class LegalAdjustmentsJobsModule {}
