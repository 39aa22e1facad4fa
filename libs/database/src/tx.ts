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

  /** Commits what was done. Throws the error of a statement sent before, or when the server rolled back instead. */
  async commit(): Promise<void> {
    const done = this.client.query({ text: 'commit' });
    done.catch(() => undefined);
    await Promise.all(this.sent);
    if ((await done).command !== 'COMMIT') throw new Error('a failed statement was passed over: nothing was committed');
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
