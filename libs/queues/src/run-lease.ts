import type { Tx, UnitOfWork } from '#libs/database';
import { errorText } from './error-text.js';
import type { Occasion, Summary } from './job-handler.js';

/** A run that has not been renewed for this long belongs to a dead worker. Renewed three times as often. */
const leaseSeconds = 30;
/** A run asked for by hand that took its worker down this often is not asked for again. */
const mostManualTries = 3;

export type Beginning = { run: string } | 'busy' | 'answered';

interface JobRow {
  busy: boolean;
  answered: boolean;
}

/** Makes runs of one scheduled job exclusive among all workers, by the database's clock, and writes them down. */
export class RunLease {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Takes the job; `busy` while another run is alive, `answered` when nothing is left to do for this occasion. */
  async begin(job: string, { trigger, dueAt }: Occasion): Promise<Beginning> {
    return this.unitOfWork.run(async (tx) => {
      const row = await tx.row<JobRow>(
        `select coalesce(leased_until > clock_timestamp(), false) as busy,
           coalesce(last_due_at >= $2, false) as answered
         from job where name = $1 for update`,
        [job, dueAt],
      );
      if (row?.busy) return 'busy';
      if (!row || (trigger === 'manual' ? !(await this.asked(tx, job)) : row.answered)) return 'answered';
      return { run: await this.open(tx, job, trigger, dueAt) };
    });
  }

  /** Keeps the job for another while; false when the lease was lost. */
  async renew(job: string, run: string): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => (await tx.change(extendLease, [job, run, leaseSeconds])) === 1);
  }

  async succeed(job: string, run: string, summary: Summary): Promise<void> {
    await this.unitOfWork.run((tx) => this.close(tx, job, run, 'done', summary));
  }

  async fail(job: string, run: string, error: unknown): Promise<void> {
    await this.unitOfWork.run((tx) => this.close(tx, job, run, 'failed', {}, errorText(error)));
  }

  private async open(tx: Tx, job: string, trigger: string, dueAt: Date): Promise<string> {
    await tx.change(
      `update job_run
       set outcome = 'failed', finished_at = clock_timestamp(), error = 'the worker stopped during this run'
       where job = $1 and outcome = 'running'`,
      [job],
    );
    const opened = await tx.row<{ id: string }>(
      `insert into job_run (job, trigger, due_at, outcome) values ($1, $2, $3, 'running') returning id`,
      [job, trigger, dueAt],
    );
    const run = opened?.id ?? '';
    await tx.change('update job set lease_run = $2 where name = $1', [job, run]);
    await tx.change(extendLease, [job, run, leaseSeconds]);
    return run;
  }

  /** A run by hand was asked for with an outbox row, which stays until the run is over. */
  private async asked(tx: Tx, job: string): Promise<boolean> {
    const rows = await tx.rows<{ dead: boolean }>(
      `update outbox set attempts = attempts + 1,
         dead_at = case when attempts >= $2 then clock_timestamp() end,
         last_error = case when attempts >= $2 then 'the worker stopped during each run' end
       where job = $1 and dead_at is null and available_at <= now()
       returning dead_at is not null as dead`,
      [job, mostManualTries],
    );
    return rows.some(({ dead }) => !dead);
  }

  private async close(
    tx: Tx,
    job: string,
    run: string,
    outcome: 'done' | 'failed',
    summary: Summary,
    error?: string,
  ): Promise<void> {
    const closed = await tx.row<{ trigger: string; dueAt: Date }>(
      `update job_run set outcome = $2, finished_at = clock_timestamp(), summary = $3, error = $4
       where id = $1 and outcome = 'running' returning trigger, due_at as "dueAt"`,
      [run, outcome, JSON.stringify(summary), error ?? null],
    );
    if (!closed) return;
    await tx.change('update job set leased_until = null where name = $1 and lease_run = $2', [job, run]);
    if (closed.trigger === 'manual') {
      await tx.change('delete from outbox where job = $1 and dead_at is null and attempts > 0', [job]);
    } else if (outcome === 'done') {
      await tx.change('update job set last_due_at = greatest(last_due_at, $2) where name = $1', [job, closed.dueAt]);
    }
  }
}

const extendLease = `
  update job set leased_until = clock_timestamp() + $3 * interval '1 second' where name = $1 and lease_run = $2`;
