import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { DueDates } from './reminders/due-dates.js';
import { FillDueDatesJob } from './reminders/fill-due-dates.job.js';
import { Reminders } from './reminders/reminders.js';

/** Reminds of what is due, and sets due dates that waited for the calendar. */
@Module({
  imports: [AuditModule, ProgrammeModule, ImplementationModule],
  providers: [Reminders, DueDates, FillDueDatesJob],
})
export class ReviewJobsModule {}
