import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DatabaseModule, type DataSourceParts } from '#libs/database';
import { DeskHttpModule } from '#libs/desk';
import { DiscussionHttpModule } from '#libs/discussion';
import { EvidenceHttpModule } from '#libs/evidence';
import { IdentityHttpModule } from '#libs/identity';
import { ImplementationHttpModule } from '#libs/implementation';
import { NotificationsHttpModule } from '#libs/notifications';
import { PapersHttpModule } from '#libs/papers';
import { PlatformModule, type PlatformParts } from '#libs/platform';
import { ProgrammeHttpModule } from '#libs/programme';
import { ProgressHttpModule } from '#libs/progress';
import { PublicationHttpModule } from '#libs/publication';
import { ReviewHttpModule } from '#libs/review';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { JobsHttpModule } from './jobs/jobs.http.module.js';
import { ApiDocument } from './openapi/api-document.js';
import { DocsController } from './openapi/docs.controller.js';
import { OpenApiController } from './openapi/open-api.controller.js';

/** The libs whose routes the HTTP door serves, in the order of the house. */
const routes: Type[] = [
  IdentityHttpModule,
  ProgrammeHttpModule,
  EvidenceHttpModule,
  ImplementationHttpModule,
  ReviewHttpModule,
  DiscussionHttpModule,
  PapersHttpModule,
  ProgressHttpModule,
  PublicationHttpModule,
  NotificationsHttpModule,
  DeskHttpModule,
  JobsHttpModule,
];

@Module({})
export class ApiModule {
  /** `more` joins modules that are no part of the product, such as the routes of a test. */
  static with(platform: PlatformParts, database: DataSourceParts, more: Type[] = []): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.with(platform), DatabaseModule.with(database), ...routes, ...more],
      controllers: [HealthController, OpenApiController, DocsController],
      providers: [Readiness, ApiDocument],
    };
  }
}
