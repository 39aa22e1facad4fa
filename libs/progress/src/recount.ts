import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '#libs/database';
import { LOGGER } from '#libs/platform';
import { Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { recount } from './recount.sql.js';
import { SnapshotCheck } from './snapshots/snapshot-check.js';

/** One figure counted in both ways: [open, proposed, approved, implemented, exempt]. */
export interface Recounted {
  level: 'measure' | 'work-item';
  dimension: string;
  key: string;
  recounted: number[] | null;
  kept: number[] | null;
  pending: boolean;
}

/** Looks again while changes are still on their way into the counters. */
const mostLooks = 20;
const betweenLooksMs = 250;

/** Counts everything anew from the event log each night and raises an alarm where the counters say otherwise. */
@Injectable()
export class Recount extends ScheduledJob {
  readonly job = jobName('recount');

  constructor(
    private readonly database: Database,
    private readonly reference: Reference,
    private readonly snapshots: SnapshotCheck,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    let figures = 0;
    let snapshotDays = 0;
    let differences = 0;
    for (const { code } of await this.reference.programmes()) {
      const rows = await this.settled(code);
      const wrong = rows.filter((row) => row.recounted?.join() !== row.kept?.join());
      figures += rows.length;
      differences += wrong.length;
      for (const row of wrong) this.logger.error({ programme: code, ...row }, 'the recount disagrees with a counter');
      const past = await this.snapshots.compare(code);
      snapshotDays += past.days;
      differences += past.differences;
    }
    return { figures, snapshotDays, differences };
  }

  /** Both counts of every figure, at one moment. */
  async compare(programme: string): Promise<Recounted[]> {
    return this.database.rows<Recounted>(recount, [programme]);
  }

  private async settled(programme: string): Promise<Recounted[]> {
    for (let look = 1; ; look += 1) {
      const rows = await this.compare(programme);
      if (!rows[0]?.pending || look === mostLooks) return rows;
      await sleep(betweenLooksMs);
    }
  }
}
