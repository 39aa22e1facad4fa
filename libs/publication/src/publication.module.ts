import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { ProgressModule } from '#libs/progress';
import { ChangeStatement } from './statement/change-statement.js';
import { PrepareStatement } from './statement/prepare.js';
import { Recounts } from './statement/recounts.js';
import { QuoteStatements } from './statement/quote.js';
import { RecordUse } from './statement/record-use.js';
import { Restate } from './statement/restate.js';
import { StatementEvents } from './statement/statement.events.js';
import { StatementPresenter } from './statement/statement.presenter.js';
import { StatementStore } from './statement/statement.store.js';

const acts = [PrepareStatement, QuoteStatements, ChangeStatement, RecordUse, Restate];

@Module({
  imports: [ProgrammeModule, ProgressModule, AuditModule],
  providers: [...acts, Recounts, StatementEvents, StatementStore, StatementPresenter],
  exports: [...acts, Recounts, StatementEvents, StatementStore, StatementPresenter],
})
export class PublicationModule {}
