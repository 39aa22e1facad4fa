import { Module } from '@nestjs/common';
import { ImplementationModule } from '#libs/implementation';
import { HandlingController } from './handling.controller.js';
import { ReviewController } from './review.controller.js';
import { ReviewModule } from './review.module.js';

@Module({ imports: [ReviewModule, ImplementationModule], controllers: [ReviewController, HandlingController] })
export class ReviewHttpModule {}
