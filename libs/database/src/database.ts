import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { prepared } from './prepared.js';

/** Reads outside a transaction. SQL texts must be constant: each becomes a prepared statement. */
@Injectable()
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  async rows<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.pool.query(prepared(sql, parameters))).rows as T[];
  }

  /** The first row, or undefined. */
  async row<T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
