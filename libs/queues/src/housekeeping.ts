import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { jobName } from './job-name.js';
import { ScheduledJob, type Summary } from './job-handler.js';
import { forgetOldRuns } from './job-runs.js';

/** Forgets what is kept for a while only: old runs of jobs and old answers under an Idempotency-Key. */
@Injectable()
export class Housekeeping extends ScheduledJob {
  readonly job = jobName('housekeeping');

  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  async run(): Promise<Summary> {
    const runs = await forgetOldRuns(this.unitOfWork);
    const answers = await this.unitOfWork.run((tx) =>
      tx.change(`delete from idempotency_key where created_at < now() - interval '7 days'`),
    );
    return { runs, answers };
  }
}
