import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { Text } from '#libs/platform';
import { type JobRun, lastRun, withDates } from './schedules.js';

/** A job that handles rows of the outbox, and how far it has come. */
export interface ConsumerState {
  job: string;
  kind: 'transactional' | 'external';
  text: Text;
  /** Rows that wait, those put off after a failure included. */
  waiting: number;
  /** When the oldest of them came. */
  oldest: Date | null;
  dead: number;
  lastRun: JobRun | null;
}

export interface DeadLetter {
  id: string;
  job: string;
  eventSeq: string | null;
  data: object;
  createdAt: Date;
  deadAt: Date;
  attempts: number;
  lastError: string;
}

/** What the consumers still have to do and what they have given up. */
@Injectable()
export class Consumers {
  constructor(private readonly database: Database) {}

  /** All consumers by name. */
  async list(): Promise<ConsumerState[]> {
    const rows = await this.database.rows<ConsumerState>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined
      `select name as job, kind, jsonb_build_object('zh', text_zh, 'en', text_en) as text,
         coalesce(waiting, 0) as waiting, oldest, coalesce(dead, 0) as dead, ${lastRun}
       from job left join (
         select outbox.job, count(*) filter (where dead_at is null)::int as waiting,
           min(created_at) filter (where dead_at is null) as oldest, count(dead_at)::int as dead
         from outbox group by outbox.job
       ) as rows on rows.job = job.name
       where kind <> 'scheduled' order by name`,
    );
    return rows.map((row) => ({ ...row, lastRun: row.lastRun && withDates(row.lastRun) }));
  }

  /** The oldest dead letters, of all jobs. */
  async deadLetters(most = 100): Promise<DeadLetter[]> {
    return this.database.rows<DeadLetter>(
      `select id, job, event_seq as "eventSeq", data, created_at as "createdAt", dead_at as "deadAt", attempts,
         last_error as "lastError"
       from outbox where dead_at is not null order by id limit $1`,
      [most],
    );
  }

  /** Gives dead letters all their attempts again, from now on; returns how many of them were dead. */
  async revive(tx: Tx, ids: readonly string[]): Promise<number> {
    return tx.change(
      `update outbox set dead_at = null, attempts = 0, available_at = clock_timestamp()
       where id = any($1::bigint[]) and dead_at is not null`,
      [ids],
    );
  }
}
