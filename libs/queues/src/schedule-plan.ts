import type { Logger } from 'pino';
import type { Tx, UnitOfWork } from '#libs/database';
import type { Calendar, Clock } from '#libs/platform';
import { latestDue } from './cadence.rules.js';
import { errorText } from './error-text.js';
import { jobTableLock } from './job-table.js';
import type { Trigger, TriggerQueue } from './lane.js';
import type { Cadence, RecurringJob } from './recurring-job.js';

/** A moment that nobody has answered for so long (milliseconds) was missed. */
const missedAfterMs = 60_000;
/** Failed runs are tried again after 10, 20, 40, 80 and 160 seconds. */
const retries = { attempts: 6, backoff: { type: 'exponential', delay: 10_000 } };

interface Stored {
  name: string;
  cadence: string;
  nextAt: Date | null;
}

/** Keeps BullMQ's schedulers equal to the page of schedules, and notices moments that were missed. */
export class SchedulePlan {
  constructor(
    private readonly page: readonly RecurringJob[],
    private readonly queue: TriggerQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly logger: Logger,
  ) {}

  /** Adds, changes and removes schedulers as needed and runs late what was missed. Harmless to repeat. */
  async agree(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.rows('select pg_advisory_xact_lock($1)', [jobTableLock]);
      await this.removeStale(tx);
      const stored = await tx.rows<Stored>(
        `select name, cadence::text, next_at as "nextAt" from job where kind = 'scheduled' for update`,
      );
      for (const line of this.page)
        await this.settle(
          tx,
          line,
          stored.find(({ name }) => name === line.job),
        );
    });
  }

  /** Notes when a job runs next, after BullMQ has planned it. */
  async noteNext(job: string): Promise<void> {
    const scheduler = await this.queue.getJobScheduler(job);
    if (scheduler?.next === undefined) return;
    const next = new Date(scheduler.next);
    await this.unitOfWork.run((tx) => tx.change('update job set next_at = $2 where name = $1', [job, next]));
  }

  private async removeStale(tx: Tx): Promise<void> {
    const jobs = this.page.map(({ job }) => job);
    for (const { key } of await this.queue.getJobSchedulers()) {
      if (jobs.includes(key)) continue;
      await this.queue.removeJobScheduler(key);
      this.logger.info({ job: key }, 'a schedule is no longer on the page and was removed');
    }
    await tx.change(`delete from job where kind = 'scheduled' and not name = any($1)`, [jobs]);
  }

  private async settle(tx: Tx, line: RecurringJob, stored: Stored | undefined): Promise<void> {
    const cadence = this.cadenceText(line.when);
    const unchanged = stored !== undefined && sameJson(stored.cadence, cadence);
    try {
      const missed = unchanged && stored.nextAt !== null && (await this.catchUp(line, stored.nextAt));
      if (missed || !unchanged || !(await this.alive(line.job))) await this.upsert(line);
    } catch (error) {
      // Such as BullMQ's refusal while the very run is active; the next look settles it.
      this.logger.warn({ job: line.job, error: errorText(error) }, 'a schedule could not be settled');
    }
    const next = (await this.queue.getJobScheduler(line.job))?.next;
    await tx.change(upsertLine, [
      line.job,
      line.text.zh,
      line.text.en,
      cadence,
      next === undefined ? null : new Date(next),
    ]);
  }

  /** BullMQ plans each run when the one before it begins, so a lost job would end its schedule for ever. */
  private async alive(job: string): Promise<boolean> {
    const scheduler = await this.queue.getJobScheduler(job);
    if (scheduler?.next === undefined) return false;
    return (await this.queue.getJob(`repeat:${job}:${scheduler.next}`)) !== undefined;
  }

  private async upsert({ job, when }: RecurringJob): Promise<void> {
    const repeat = 'every' in when ? { every: when.every } : { pattern: when.cron, tz: when.timeZone };
    await this.queue.upsertJobScheduler(job, repeat, { name: job, data: { trigger: 'schedule' }, opts: retries });
  }

  /** One late run stands for all moments missed while no worker ran. True when there were any. */
  private async catchUp({ job, when }: RecurringJob, nextAt: Date): Promise<boolean> {
    const now = this.clock.now().getTime();
    if (now - nextAt.getTime() <= missedAfterMs) return false;
    const late: Trigger = { trigger: 'late', due: latestDue(when, nextAt.getTime(), now, this.calendar.shiftMs) };
    await this.queue.add(job, late, { ...retries, deduplication: { id: `late-${job}` } });
    this.logger.warn({ job, missed: nextAt }, 'a scheduled run was missed and is made up for');
    return true;
  }

  /** With the shift of business time, since a cron pattern means other moments after it has changed. */
  private cadenceText(when: Cadence): string {
    return JSON.stringify('every' in when ? when : { ...when, shiftMs: this.calendar.shiftMs });
  }
}

const upsertLine = `
  insert into job (name, kind, text_zh, text_en, cadence, next_at) values ($1, 'scheduled', $2, $3, $4::jsonb, $5)
  on conflict (name) do update set kind = excluded.kind, text_zh = excluded.text_zh, text_en = excluded.text_en,
    cadence = excluded.cadence, next_at = excluded.next_at`;

/** PostgreSQL orders the members of jsonb by its own rule. */
function sameJson(one: string, other: string): boolean {
  const sorted = (text: string) => JSON.stringify(Object.entries(JSON.parse(text) as object).sort());
  return sorted(one) === sorted(other);
}
