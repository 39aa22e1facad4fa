import type { Logger } from 'pino';
import type { UnitOfWork } from '#libs/database';
import type { Clock } from '#libs/platform';
import { ExternalDrain } from './external-drain.js';
import type { ExternalConsumer, TransactionalConsumer } from './job-handler.js';
import { recordDrain } from './job-runs.js';
import type { Relay } from './relay.js';
import type { Tally } from './tally.js';
import { TransactionalDrain } from './transactional-drain.js';

/** Drains consumers when triggered and writes down what was done. */
export class ConsumerRun {
  private readonly draining = new Set<string>();
  private readonly transactionalDrain: TransactionalDrain;
  private readonly externalDrain: ExternalDrain;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    logger: Logger,
    private readonly stopping: AbortSignal,
    private readonly relay: Relay,
  ) {
    this.transactionalDrain = new TransactionalDrain(unitOfWork, logger);
    this.externalDrain = new ExternalDrain(unitOfWork, logger);
  }

  /** A second trigger has nothing to add to a drain that goes on until nothing is due. */
  async transactional(consumer: TransactionalConsumer): Promise<void> {
    if (this.draining.has(consumer.job)) return;
    this.draining.add(consumer.job);
    try {
      await this.recorded(consumer.job, () => this.transactionalDrain.run(consumer, this.stopping));
    } finally {
      this.draining.delete(consumer.job);
    }
  }

  async external(consumer: ExternalConsumer): Promise<void> {
    await this.recorded(consumer.job, () => this.externalDrain.run(consumer, this.stopping));
  }

  private async recorded(job: string, drain: () => Promise<Tally>): Promise<void> {
    const startedAt = this.clock.now();
    const tally = await drain();
    if (!tally.empty) await recordDrain(this.unitOfWork, job, startedAt, tally);
    this.relay.drained(job);
  }
}
