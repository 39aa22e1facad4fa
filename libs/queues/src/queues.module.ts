import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Consumers } from './consumers.js';
import { Handlers } from './handlers.js';
import { JobRunner } from './job-runner.js';
import { Outbox } from './outbox.js';
import { RECURRING_JOBS, type RecurringJob } from './recurring-job.js';
import { Schedules } from './schedules.js';

const everywhere = [Outbox, Schedules, Consumers];

/** The outbox for every process; in a worker also what empties it. */
@Global()
@Module({})
export class QueuesModule {
  /** For processes that only cause work: they need no connection to the queues. */
  static forApi(): DynamicModule {
    return { module: QueuesModule, providers: everywhere, exports: everywhere };
  }

  /** For processes that do the work, by this page of schedules; `JobRunner.start` begins it. */
  static forWorker(page: readonly RecurringJob[]): DynamicModule {
    return {
      module: QueuesModule,
      imports: [DiscoveryModule],
      providers: [...everywhere, Handlers, JobRunner, { provide: RECURRING_JOBS, useValue: page }],
      exports: [...everywhere, JobRunner],
    };
  }
}
