import { Module } from '@nestjs/common';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { NotificationsModule } from '#libs/notifications';
import { ProgrammeModule } from '#libs/programme';
import { ReviewersDigest } from './reviewers-digest.js';
import { ReviewersMail } from './reviewers-mail.js';
import { ReviewQueue } from './review-queue.js';

/** Makes digests at their times and words their mail. */
@Module({
  imports: [IdentityModule, ProgrammeModule, ImplementationModule, NotificationsModule],
  providers: [ReviewQueue, ReviewersDigest, ReviewersMail],
})
export class DigestsJobsModule {}
