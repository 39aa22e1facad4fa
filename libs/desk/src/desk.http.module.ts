import { Module } from '@nestjs/common';
import { DeskController } from './desk.controller.js';
import { DeskModule } from './desk.module.js';

@Module({ imports: [DeskModule], controllers: [DeskController] })
export class DeskHttpModule {}
