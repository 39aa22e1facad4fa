import type { Logger } from 'pino';
import type { UnitOfWork } from '#libs/database';
import { errorText } from './error-text.js';
import { buryAbandoned, confirm, lease, postpone } from './inbox.js';
import type { Delivery, ExternalConsumer } from './job-handler.js';
import { Tally } from './tally.js';

/** Undoes the confirmation of a worker that was too late. */
class LeaseLost extends Error {}

/**
 * Hands an external consumer its due rows under leases until none is left. Any number may run at the same time:
 * together they keep to the consumer's concurrency, so that one slow delivery does not hold up the rest.
 */
export class ExternalDrain {
  private readonly inHand = new Map<string, number>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: Logger,
  ) {}

  /** Throws only when the database cannot be reached. Rows in hand are finished when it is told to stop. */
  async run(consumer: ExternalConsumer, stopping: AbortSignal): Promise<Tally> {
    const tally = new Tally();
    await this.bury(consumer, tally);
    const free = consumer.concurrency - (this.inHand.get(consumer.job) ?? 0);
    const lanes = Array.from({ length: free }, () => this.lane(consumer, tally, stopping));
    const ended = await Promise.allSettled(lanes);
    const broken = ended.find((lane) => lane.status === 'rejected');
    if (broken) throw broken.reason;
    return tally;
  }

  private async lane(consumer: ExternalConsumer, tally: Tally, stopping: AbortSignal): Promise<void> {
    this.occupy(consumer.job, 1);
    try {
      while (!stopping.aborted) {
        const delivery = await this.unitOfWork.run((tx) => lease(tx, consumer.job, consumer.leaseSeconds));
        if (!delivery) return;
        await this.deliver(consumer, delivery, tally);
      }
    } finally {
      this.occupy(consumer.job, -1);
    }
  }

  private occupy(job: string, lanes: number): void {
    this.inHand.set(job, (this.inHand.get(job) ?? 0) + lanes);
  }

  private async deliver(consumer: ExternalConsumer, delivery: Delivery, tally: Tally): Promise<void> {
    // A little early, so that an obedient handler has stopped before the next one may begin.
    const ends = AbortSignal.timeout(consumer.leaseSeconds * 900);
    try {
      const confirmation = await consumer.handle(delivery, ends);
      await this.unitOfWork.run(async (tx) => {
        if (!(await confirm(tx, delivery))) throw new LeaseLost();
        await confirmation?.(tx);
      });
      tally.succeeded(1);
    } catch (error) {
      if (error instanceof LeaseLost) this.late(consumer, delivery);
      else await this.failed(consumer, delivery, error, tally);
    }
  }

  private async failed(consumer: ExternalConsumer, delivery: Delivery, error: unknown, tally: Tally): Promise<void> {
    const fate = await this.unitOfWork.run((tx) => postpone(tx, delivery, delivery.attempt, error, consumer));
    if (fate === 'lost') return this.late(consumer, delivery);
    tally.failed += 1;
    tally.lastError = errorText(error);
    const entry = { job: consumer.job, row: delivery.id, attempt: delivery.attempt, error: tally.lastError };
    if (fate === 'waiting') return this.logger.warn(entry, 'a delivery failed and will be tried again');
    tally.dead += 1;
    this.logger.error(entry, 'a delivery failed for the last time and is a dead letter');
  }

  private late(consumer: ExternalConsumer, { id, attempt }: Delivery): void {
    this.logger.warn(
      { job: consumer.job, row: id, attempt },
      'a delivery outlived its lease; its result was not recorded',
    );
  }

  private async bury(consumer: ExternalConsumer, tally: Tally): Promise<void> {
    const abandoned = await this.unitOfWork.run((tx) => buryAbandoned(tx, consumer.job, consumer.mostAttempts));
    if (abandoned.length === 0) return;
    tally.failed += abandoned.length;
    tally.dead += abandoned.length;
    tally.lastError = 'the worker stopped during the last attempt';
    this.logger.error(
      { job: consumer.job, rows: abandoned },
      'deliveries failed for the last time and are dead letters',
    );
  }
}
