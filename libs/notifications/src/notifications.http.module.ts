import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';
import { NotificationsModule } from './notifications.module.js';

@Module({ imports: [NotificationsModule], controllers: [NoticesController] })
export class NotificationsHttpModule {}
