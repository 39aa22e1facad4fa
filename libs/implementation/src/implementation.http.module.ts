import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { DifferencesController } from './differences/differences.controller.js';
import { ImplementationModule } from './implementation.module.js';
import { AffectedController } from './legal-adjustments/affected.controller.js';
import { SubmissionController } from './submission.controller.js';
import { WorkItemController } from './work-item.controller.js';

@Module({
  imports: [ImplementationModule, ProgrammeModule],
  controllers: [AffectedController, WorkItemController, SubmissionController, DifferencesController],
})
export class ImplementationHttpModule {}
