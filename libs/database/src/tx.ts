import type { QueryResult } from 'pg';
import type { Queryable } from './prepared.js';
import { prepared } from './prepared.js';

/**
 * One open transaction. An act receives it and cannot write without it.
 * SQL texts must be constant: each becomes a prepared statement.
 */
export class Tx {
  private readonly sent: Promise<unknown>[] = [];

  constructor(private readonly client: Queryable) {}

  async rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.run(sql, parameters)).rows as T[];
  }

  /** The first row, or undefined. */
  async row<T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  /** Runs a statement and returns how many rows it changed. */
  async change(sql: string, parameters: unknown[] = []): Promise<number> {
    return (await this.run(sql, parameters)).rowCount ?? 0;
  }

  /**
   * Sends a statement whose answer nobody needs before the commit, so that both make one round trip. Its error is
   * thrown by the next statement or by the commit.
   */
  send(sql: string, parameters: unknown[] = []): void {
    const answer = this.client.query(prepared(sql, parameters));
    answer.catch(() => undefined);
    this.sent.push(answer);
  }

  /**
   * Runs work whose failure undoes that work alone: the error is thrown, and the transaction can go on as it was before.
   * What the work sent is heard of before this returns. Attempts may lie within each other, never side by side.
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const before = this.sent.length;
    const begun = this.client.query({ text: 'savepoint attempt' });
    begun.catch(() => undefined);
    try {
      const result = await work();
      await Promise.all([begun, ...this.sent.splice(before)]);
      await this.client.query({ text: 'release savepoint attempt' });
      return result;
    } catch (error) {
      this.sent.length = before;
      await this.client.query({ text: 'rollback to savepoint attempt' });
      await this.client.query({ text: 'release savepoint attempt' });
      throw error;
    }
  }

  /** Commits what was done. Throws the error of a statement sent before, or when the server rolled back instead. */
  async commit(): Promise<void> {
    const done = this.client.query({ text: 'commit' });
    done.catch(() => undefined);
    await Promise.all(this.sent);
    if ((await done).command !== 'COMMIT') throw new Error('a failed statement was passed over: nothing was committed');
  }

  /** Takes back what was done. Throws the error of a statement sent before. */
  async rollback(): Promise<void> {
    await this.client.query({ text: 'rollback' });
    await Promise.all(this.sent);
  }

  private async run(sql: string, parameters: unknown[]): Promise<QueryResult> {
    try {
      return await this.client.query(prepared(sql, parameters));
    } catch (error) {
      // After a failed statement all later ones fail for its sake: the first is what the caller must hear of.
      await Promise.all(this.sent);
      throw error;
    }
  }
}
