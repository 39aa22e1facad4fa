import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ImplementationModule } from '#libs/implementation';
import { NotificationsModule } from '#libs/notifications';
import { ProgrammeModule } from '#libs/programme';
import { ProgressModule } from '#libs/progress';
import { ReviewModule } from '#libs/review';
import { BulkDecide } from './bulk-decide.js';
import { Desk } from './desk.js';
import { DeskQueries } from './desk.queries.js';
import { NoticesToCome } from './notices-to-come.js';
import { PreviewDecisions } from './preview-decisions.js';
import { Rates } from './rates.js';

const acts = [BulkDecide, PreviewDecisions];

@Module({
  imports: [AuditModule, ProgrammeModule, ImplementationModule, ReviewModule, ProgressModule, NotificationsModule],
  providers: [...acts, Desk, DeskQueries, Rates, NoticesToCome],
  exports: [...acts, Desk],
})
export class DeskModule {}
