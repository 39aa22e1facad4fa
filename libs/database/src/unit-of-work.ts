import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Queryable } from './prepared.js';
import { sentTogether } from './sent-together.js';
import { Tx } from './tx.js';

/** serialization_failure and deadlock_detected: the whole transaction may be tried again. */
const retryable = new Set(['40001', '40P01']);
const mostTries = 3;

/** Opens the one transaction in which an act locks, checks and writes. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retried(work, (tx) => tx.commit());
  }

  /** Runs the work for the sake of what it answers, and takes back everything that it wrote. */
  async rehearse<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retried(work, (tx) => tx.rollback());
  }

  private async retried<T>(work: (tx: Tx) => Promise<T>, end: (tx: Tx) => Promise<void>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, end);
      } catch (error) {
        if (attempt >= mostTries || !retryable.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>, end: (tx: Tx) => Promise<void>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = sentTogether((await runner.connect()) as Queryable);
      // Sent together with the first statement of the work: the connection is in pipeline mode.
      const begun = client.query({ text: 'begin' });
      begun.catch(() => undefined);
      try {
        const tx = new Tx(client);
        const result = await work(tx);
        await begun;
        await end(tx);
        return result;
      } catch (error) {
        await client.query({ text: 'rollback' }).catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}
