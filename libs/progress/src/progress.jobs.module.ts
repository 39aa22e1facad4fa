import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { NewDay } from './new-day.js';
import { ProgressModule } from './progress.module.js';
import { Recalculate } from './recalculate.js';
import { Recount } from './recount.js';
import { TakeSnapshots } from './snapshots/take-snapshots.js';

@Module({
  imports: [ProgressModule, ProgrammeModule, AuditModule],
  providers: [Recalculate, Recount, NewDay, TakeSnapshots],
  exports: [Recount],
})
export class ProgressJobsModule {}
