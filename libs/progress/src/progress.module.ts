import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { Completion } from './completion.js';
import { CompletionQueries } from './completion.queries.js';
import { Counters } from './counters.js';

@Module({
  imports: [ProgrammeModule, AuditModule],
  providers: [Counters, CompletionQueries, Completion],
  exports: [Counters, CompletionQueries, Completion],
})
export class ProgressModule {}
