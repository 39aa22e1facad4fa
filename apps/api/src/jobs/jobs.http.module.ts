import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { QueuesModule } from '#libs/queues';
import { JobsController } from './jobs.controller.js';

@Module({ imports: [AuditModule, QueuesModule.forApi()], controllers: [JobsController] })
export class JobsHttpModule {}
