import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { CompletionPresenter } from './completion.presenter.js';
import { CompletionQueries } from './completion.queries.js';
import { Counters } from './counters.js';

@Module({
  imports: [ProgrammeModule, AuditModule],
  providers: [Counters, CompletionQueries, CompletionPresenter],
  exports: [Counters, CompletionQueries, CompletionPresenter],
})
export class ProgressModule {}
