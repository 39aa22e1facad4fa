import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ExternalConsumer, JobHandler, ScheduledJob, TransactionalConsumer } from './job-handler.js';

/** All job handlers among the providers of the process. */
@Injectable()
export class Handlers {
  constructor(private readonly discovery: DiscoveryService) {}

  all(): JobHandler[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    return [...new Set(instances)].filter((instance) => instance instanceof JobHandler);
  }

  transactional(): TransactionalConsumer[] {
    return this.all().filter((handler) => handler instanceof TransactionalConsumer);
  }

  external(): ExternalConsumer[] {
    return this.all().filter((handler) => handler instanceof ExternalConsumer);
  }

  scheduled(): ScheduledJob[] {
    return this.all().filter((handler) => handler instanceof ScheduledJob);
  }
}
