import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { PublicFiguresController } from './public-figures.controller.js';
import { PublicationModule } from './publication.module.js';
import { StatementController } from './statement/statement.controller.js';

@Module({ imports: [PublicationModule, ProgrammeModule], controllers: [StatementController, PublicFiguresController] })
export class PublicationHttpModule {}
