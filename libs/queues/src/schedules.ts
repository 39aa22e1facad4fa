import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { notFound, type Text } from '#libs/platform';
import type { Summary } from './job-handler.js';
import type { Cadence } from './recurring-job.js';

/** One run of a job, as a page shows it; times are real. */
export interface JobRun {
  trigger: 'rows' | 'schedule' | 'late' | 'manual';
  startedAt: Date;
  finishedAt: Date | null;
  outcome: 'running' | 'done' | 'failed';
  summary: Summary;
  error: string | null;
}

export interface Schedule {
  job: string;
  text: Text;
  /** A cron cadence also carries the shift of business time, in milliseconds. */
  cadence: Cadence;
  lastRun: JobRun | null;
  /** The next moment in real time; null while a worker has yet to plan it. */
  nextAt: Date | null;
}

/** The columns of a run, its times with all their digits as text within JSON. */
export const lastRun = `(
  select jsonb_build_object('trigger', trigger, 'startedAt', started_at, 'finishedAt', finished_at,
    'outcome', outcome, 'summary', summary, 'error', error)
  from job_run where job_run.job = job.name order by id desc limit 1
) as "lastRun"`;

/** The recurring jobs as the workers have described them; needs no queue, so that any process may list them. */
@Injectable()
export class Schedules {
  constructor(private readonly database: Database) {}

  /** All recurring jobs by name. */
  async list(): Promise<Schedule[]> {
    const rows = await this.database.rows<Schedule>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined
      `select name as job, jsonb_build_object('zh', text_zh, 'en', text_en) as text, cadence, next_at as "nextAt",
         ${lastRun}
       from job where kind = 'scheduled' order by name`,
    );
    return rows.map((row) => ({ ...row, lastRun: row.lastRun && withDates(row.lastRun) }));
  }

  /** Asks for a run soon; asking twice before it begins makes one run. Throws 404 for another name. */
  async runNow(tx: Tx, job: string): Promise<void> {
    const added = await tx.change(
      `insert into outbox (job) select name from job where kind = 'scheduled' and name = $1`,
      [job],
    );
    if (added === 0) throw notFound({ zh: '定时任务', en: 'scheduled job' });
  }
}

/** Gives the times of a run that came as JSON their type. */
export function withDates(run: JobRun): JobRun {
  return { ...run, startedAt: new Date(run.startedAt), finishedAt: run.finishedAt && new Date(run.finishedAt) };
}
