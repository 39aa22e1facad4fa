import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Calendar, timeIn } from '#libs/platform';
import { LapseOfWindows, Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { RestingItemQueries } from './resting-items.queries.js';

/** People are not woken: warnings of a day go out from this time on the programme's clock. */
const warnFrom = '08:00';

/**
 * Once a day has begun in a programme's time zone, lapses what has run out and warns of what will. It looks more often
 * than daily, so that days on which no worker ran are made up for; what has been said is not said again.
 */
@Injectable()
export class WarnLegalAdjustments extends ScheduledJob {
  readonly job = jobName('warn-legal-adjustments');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: Reference,
    private readonly windows: LapseOfWindows,
    private readonly items: RestingItemQueries,
    private readonly calendar: Calendar,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const summary = { lapsed: 0, warnings: 0 };
    await this.reference.refresh();
    for (const programme of await this.reference.programmes()) {
      const warn = timeIn(programme.timeZone, this.calendar.now()) >= warnFrom;
      const resting = this.items.countsIn.bind(this.items);
      const codes = await this.unitOfWork.run((tx) => this.windows.candidates(tx, programme.code));
      for (const code of codes) {
        const done = await this.unitOfWork.run((tx) => this.windows.run(tx, programme, code, { warn, resting }));
        summary.lapsed += done.lapsed;
        summary.warnings += done.warnings;
      }
    }
    if (summary.lapsed > 0) await this.reference.refresh();
    return summary;
  }
}
