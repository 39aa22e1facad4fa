import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { PublicationModule } from './publication.module.js';
import { VerifyStatements } from './statement/verify-statements.js';

@Module({
  imports: [PublicationModule, ProgrammeModule],
  providers: [VerifyStatements],
  exports: [VerifyStatements],
})
export class PublicationJobsModule {}
