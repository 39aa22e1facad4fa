import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { Counters } from './counters.js';

/** Marks what has become overdue when a day has passed. */
@Injectable()
export class NewDay extends ScheduledJob {
  readonly job = jobName('new-day');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: Reference,
    private readonly counters: Counters,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const summary: Summary = {};
    for (const { code } of await this.reference.programmes()) {
      const day = await this.unitOfWork.run((tx) => this.counters.turnDay(tx, code));
      if (day) summary[code] = day;
    }
    return summary;
  }
}
