import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { CompletionController } from './completion.controller.js';
import { ProgressModule } from './progress.module.js';

@Module({ imports: [ProgressModule, ProgrammeModule], controllers: [CompletionController] })
export class ProgressHttpModule {}
