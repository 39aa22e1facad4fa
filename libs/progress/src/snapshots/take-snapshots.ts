import { Injectable } from '@nestjs/common';
import { Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { Snapshots } from './snapshots.js';

/** Keeps the figures of each day that has ended, in every programme. */
@Injectable()
export class TakeSnapshots extends ScheduledJob {
  readonly job = jobName('take-snapshots');

  constructor(
    private readonly snapshots: Snapshots,
    private readonly reference: Reference,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const summary: Summary = {};
    for (const { code } of await this.reference.programmes()) {
      const taken = await this.snapshots.take(code);
      summary[code] = taken?.through ?? 'a transaction is open';
      if (taken) summary['figures'] = Number(summary['figures'] ?? 0) + taken.figures;
    }
    return summary;
  }
}
