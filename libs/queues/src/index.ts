export { type ConsumerState, Consumers, type DeadLetter } from './consumers.js';
export { HousekeepingJobsModule } from './housekeeping.jobs.module.js';
export {
  type Confirmation,
  type Delivery,
  eventSeqs,
  ExternalConsumer,
  JobHandler,
  type Occasion,
  ScheduledJob,
  type Summary,
  TransactionalConsumer,
} from './job-handler.js';
export { type JobName, jobName } from './job-name.js';
export { JobRunner } from './job-runner.js';
export { queuesMigrations } from './migrations/index.js';
export { Outbox } from './outbox.js';
export { queuePoolSize } from './postgres-storage.js';
export { QueuesModule } from './queues.module.js';
export type { Cadence, RecurringJob } from './recurring-job.js';
export { type JobRun, type Schedule, Schedules } from './schedules.js';
export { StartRefused } from './start-refused.js';
