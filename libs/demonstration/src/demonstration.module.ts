import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { NotificationsModule } from '#libs/notifications';
import { ProgrammeModule } from '#libs/programme';
import { ProgressModule } from '#libs/progress';
import { ReviewModule } from '#libs/review';
import { Demonstration } from './demonstration.js';
import { Replay } from './replay.js';

@Module({
  imports: [
    AuditModule,
    IdentityModule,
    ProgrammeModule,
    ImplementationModule,
    ReviewModule,
    ProgressModule,
    NotificationsModule,
  ],
  providers: [Replay, Demonstration],
  exports: [Demonstration],
})
export class DemonstrationModule {}
