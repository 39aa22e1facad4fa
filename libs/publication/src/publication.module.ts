import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { ProgressModule } from '#libs/progress';
import { ChangeStatement } from './statement/change-statement.js';
import { PrepareStatement } from './statement/prepare.js';
import { RecordUse } from './statement/record-use.js';
import { Restate } from './statement/restate.js';
import { StatementEvents } from './statement/statement.events.js';
import { StatementPresenter } from './statement/statement.presenter.js';
import { StatementStore } from './statement/statement.store.js';

const acts = [PrepareStatement, ChangeStatement, RecordUse, Restate];

@Module({
  imports: [ProgrammeModule, ProgressModule, AuditModule],
  providers: [...acts, StatementEvents, StatementStore, StatementPresenter],
  exports: [...acts, StatementStore, StatementPresenter],
})
export class PublicationModule {}
