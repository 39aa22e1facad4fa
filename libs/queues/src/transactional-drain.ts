import type { Logger } from 'pino';
import type { UnitOfWork } from '#libs/database';
import { errorText } from './error-text.js';
import { postpone, take, takeAgain } from './inbox.js';
import type { Delivery, TransactionalConsumer } from './job-handler.js';
import { Tally } from './tally.js';

/** Hands a transactional consumer its due rows until none is left. Any number may run at the same time. */
export class TransactionalDrain {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: Logger,
  ) {}

  /** Throws only when the database cannot be reached; failures of the handler are put down to their rows. */
  async run(consumer: TransactionalConsumer, stopping: AbortSignal): Promise<Tally> {
    const tally = new Tally();
    while (!stopping.aborted) {
      const { rows, error } = await this.batch(consumer, tally);
      if (error !== undefined) await this.oneByOne(consumer, rows, error, tally, stopping);
      // Rows that came meanwhile are found by the relay's next look.
      if (rows.length < consumer.batch) break;
    }
    return tally;
  }

  private async batch(consumer: TransactionalConsumer, tally: Tally): Promise<{ rows: Delivery[]; error?: unknown }> {
    let rows: Delivery[] = [];
    try {
      const summary = await this.unitOfWork.run(async (tx) => {
        rows = await take(tx, consumer.job, consumer.batch);
        return rows.length > 0 ? consumer.handle(tx, rows) : {};
      });
      tally.succeeded(rows.length, summary);
      return { rows };
    } catch (error) {
      if (rows.length === 0) throw error;
      return { rows, error };
    }
  }

  /** One bad row must not hold up the others of its batch. */
  private async oneByOne(
    consumer: TransactionalConsumer,
    rows: Delivery[],
    batchError: unknown,
    tally: Tally,
    stopping: AbortSignal,
  ): Promise<void> {
    for (const row of rows) {
      if (stopping.aborted) return;
      if (rows.length === 1) await this.failed(consumer, row, batchError, tally);
      else await this.single(consumer, row, tally);
    }
  }

  private async single(consumer: TransactionalConsumer, row: Delivery, tally: Tally): Promise<void> {
    try {
      const summary = await this.unitOfWork.run(async (tx) => {
        const taken = await takeAgain(tx, row);
        return taken.length > 0 ? consumer.handle(tx, taken) : undefined;
      });
      if (summary) tally.succeeded(1, summary);
    } catch (error) {
      await this.failed(consumer, row, error, tally);
    }
  }

  private async failed(consumer: TransactionalConsumer, row: Delivery, error: unknown, tally: Tally): Promise<void> {
    const fate = await this.unitOfWork.run((tx) => postpone(tx, row, row.attempt - 1, error, consumer));
    if (fate === 'lost') return;
    tally.failed += 1;
    tally.lastError = errorText(error);
    const entry = { job: consumer.job, row: row.id, event: row.eventSeq, attempt: row.attempt, error: tally.lastError };
    if (fate === 'waiting') return this.logger.warn(entry, 'a row failed and will be tried again');
    tally.dead += 1;
    this.logger.error(entry, 'a row failed for the last time and is a dead letter');
  }
}
