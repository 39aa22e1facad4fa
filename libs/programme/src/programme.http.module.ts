import { Module } from '@nestjs/common';
import { ProgrammeController } from './programme.controller.js';
import { ProgrammeModule } from './programme.module.js';

/** The routes below `programmes`. */
@Module({ imports: [ProgrammeModule], controllers: [ProgrammeController] })
export class ProgrammeHttpModule {}
