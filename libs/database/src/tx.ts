import type { Queryable } from './prepared.js';
import { prepared } from './prepared.js';

/**
 * One open transaction. An act receives it and cannot write without it.
 * SQL texts must be constant: each becomes a prepared statement.
 */
export class Tx {
  constructor(private readonly client: Queryable) {}

  async rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.client.query(prepared(sql, parameters))).rows as T[];
  }

  /** The first row, or undefined. */
  async row<T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  /** Runs a statement and returns how many rows it changed. */
  async change(sql: string, parameters: unknown[] = []): Promise<number> {
    return (await this.client.query(prepared(sql, parameters))).rowCount ?? 0;
  }
}
