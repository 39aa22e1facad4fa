import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DatabaseModule, type DataSourceParts } from '#libs/database';
import { DigestsJobsModule } from '#libs/digests';
import { EvidenceJobsModule } from '#libs/evidence';
import { LegalAdjustmentsJobsModule } from '#libs/implementation';
import { NotificationsJobsModule } from '#libs/notifications';
import { PlatformModule, type PlatformParts } from '#libs/platform';
import { ProgressJobsModule } from '#libs/progress';
import { PublicationJobsModule } from '#libs/publication';
import { HousekeepingJobsModule, QueuesModule } from '#libs/queues';
import { ReviewJobsModule } from '#libs/review';
import { schedules } from './schedules.js';

/** The libs whose jobs the worker does, in the order of the house. */
const jobs: Type[] = [
  HousekeepingJobsModule,
  EvidenceJobsModule,
  LegalAdjustmentsJobsModule,
  ReviewJobsModule,
  ProgressJobsModule,
  PublicationJobsModule,
  NotificationsJobsModule,
  DigestsJobsModule,
];

@Module({})
export class WorkerModule {
  static with(platform: PlatformParts, database: DataSourceParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.with(platform),
        DatabaseModule.with(database),
        QueuesModule.forWorker(schedules),
        ...jobs,
      ],
    };
  }
}
