import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { ImplementationModule } from './implementation.module.js';
import { SubmissionController } from './submission.controller.js';
import { WorkItemController } from './work-item.controller.js';

@Module({ imports: [ImplementationModule, ProgrammeModule], controllers: [WorkItemController, SubmissionController] })
export class ImplementationHttpModule {}
