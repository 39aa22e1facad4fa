import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database, UnitOfWork } from '#libs/database';
import { Calendar, Clock, Configuration, LOGGER } from '#libs/platform';
import { nextByCron } from './cadence.rules.js';
import { ConsumerRun } from './consumer-run.js';
import { Handlers } from './handlers.js';
import type { JobHandler } from './job-handler.js';
import { describeConsumers } from './job-table.js';
import type { Lane, QueueStorage, TriggerJob } from './lane.js';
import { openStorage } from './open-storage.js';
import { RECURRING_JOBS, type RecurringJob } from './recurring-job.js';
import { Relay } from './relay.js';
import { RunLease } from './run-lease.js';
import { SchedulePlan } from './schedule-plan.js';
import { ScheduledRun } from './scheduled-run.js';
import { checkStart } from './start-check.js';
import { Trouble } from './trouble.js';
import { Watchdog } from './watchdog.js';

/** Jobs of the transactional or scheduled lane that one worker does at once; each may hold a database connection. */
const mostAtOnce = 4;
/** How long a stopping worker waits for its jobs, in milliseconds. */
const graceMs = 20_000;

/** Runs the product's jobs in this process, from `start` until the application shuts down. */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private storage: QueueStorage | undefined;
  private relay: Relay | undefined;
  private watchdog: Watchdog | undefined;

  constructor(
    private readonly handlers: Handlers,
    @Inject(RECURRING_JOBS) private readonly page: readonly RecurringJob[],
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Checks everything, then begins to work. Throws StartRefused with every fault. */
  async start(): Promise<void> {
    await checkStart(this.handlers, this.page, this.database, this.clock);
    const { storage, repairs } = await openStorage(this.configuration, this.database, this.repeatStrategy, this.logger);
    this.storage = storage;
    await describeConsumers(this.unitOfWork, this.handlers);
    const plan = new SchedulePlan(
      this.page,
      storage.queue('scheduled'),
      this.unitOfWork,
      this.clock,
      this.calendar,
      this.logger,
    );
    await plan.agree();
    this.relay = new Relay(this.queues(storage), this.database, new Trouble(this.logger, 'relay'));
    this.watchdog = new Watchdog(this.database, this.clock, this.logger, [() => plan.agree(), ...repairs]);
    await this.work(storage, plan, this.relay);
    this.relay.start();
    this.watchdog.start();
  }

  /** One round of the watchdog at once: alarms, repairs, and schedules brought in line with their page. */
  async lookAfter(): Promise<void> {
    await this.watchdog?.look();
  }

  /** Before, not on, shutdown: the database's pool closes after this. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.relay?.stop(), this.watchdog?.stop()]);
    await this.storage?.close(graceMs);
  }

  private async work(storage: QueueStorage, plan: SchedulePlan, relay: Relay): Promise<void> {
    const consumers = new ConsumerRun(this.unitOfWork, this.clock, this.logger, this.stopping.signal, relay);
    const scheduled = new ScheduledRun(new RunLease(this.unitOfWork), plan, this.clock, this.logger);
    const transactional = this.handlers.transactional();
    await this.lane(storage, 'transactional', transactional, mostAtOnce, (handler) => consumers.transactional(handler));
    const external = this.handlers.external();
    // Enough that the deliveries of one consumer, all slow, leave room for the others.
    const deliveries = external.reduce((sum, { concurrency }) => sum + concurrency, 0);
    await this.lane(storage, 'external', external, deliveries, (handler) => consumers.external(handler));
    await this.lane(storage, 'scheduled', this.handlers.scheduled(), mostAtOnce, (handler, job) =>
      scheduled.run(handler, job),
    );
  }

  private async lane<Handler extends JobHandler>(
    storage: QueueStorage,
    lane: Lane,
    handlers: Handler[],
    atOnce: number,
    run: (handler: Handler, job: TriggerJob) => Promise<void>,
  ): Promise<void> {
    if (handlers.length === 0) return;
    await storage.work(lane, atOnce, async (job) => {
      const handler = handlers.find(({ job: name }) => name === job.name);
      if (!handler) throw new Error(`this worker has no handler for ${job.name}`);
      await run(handler, job);
    });
  }

  private queues(storage: QueueStorage) {
    const of = (lane: Lane, handlers: JobHandler[]) =>
      handlers.map(({ job }) => [job as string, storage.queue(lane)] as const);
    return new Map([
      ...of('transactional', this.handlers.transactional()),
      ...of('external', this.handlers.external()),
      ...of('scheduled', this.handlers.scheduled()),
    ]);
  }

  /** Cron patterns mean business time, which the demonstration shifts. */
  private readonly repeatStrategy = (afterMs: number, { pattern, tz }: { pattern?: string; tz?: string }) =>
    pattern === undefined ? undefined : nextByCron(pattern, tz ?? 'UTC', afterMs, this.calendar.shiftMs);
}
