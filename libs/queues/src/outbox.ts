import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { JobName } from './job-name.js';

const insert = `
  insert into outbox (job, data, available_at)
  select $1, given.data, coalesce($3::timestamptz, clock_timestamp())
  from jsonb_array_elements($2::jsonb) with ordinality as given (data, position)
  order by position`;

/** Puts work for a job into the same transaction as the change that causes it. */
@Injectable()
export class Outbox {
  /**
   * One row per element of `data`, which should carry ids rather than texts of people.
   * `notBefore` is a real moment, such as `clock.now()` and five minutes.
   */
  async add<Data extends object>(
    tx: Tx,
    job: JobName<Data>,
    data: Data[],
    options: { notBefore?: Date } = {},
  ): Promise<void> {
    if (data.length > 0) await tx.change(insert, [job, JSON.stringify(data), options.notBefore ?? null]);
  }
}
