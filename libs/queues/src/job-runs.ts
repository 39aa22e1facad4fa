import type { UnitOfWork } from '#libs/database';
import type { Tally } from './tally.js';

/** Runs that are kept per job; older ones are forgotten by the housekeeping job. */
export const keptRuns = 200;

/** Writes down what a drain has done. Throws when the database cannot be reached. */
export async function recordDrain(unitOfWork: UnitOfWork, job: string, startedAt: Date, tally: Tally): Promise<void> {
  await unitOfWork.run((tx) =>
    tx.change(
      `insert into job_run (job, trigger, started_at, finished_at, outcome, summary, error)
       values ($1, 'rows', $2, clock_timestamp(), $3, $4, $5)`,
      [job, startedAt, tally.failed > 0 ? 'failed' : 'done', JSON.stringify(tally.summary), tally.lastError ?? null],
    ),
  );
}

/** Forgets all but the last runs of each job; returns how many. */
export async function forgetOldRuns(unitOfWork: UnitOfWork): Promise<number> {
  return unitOfWork.run((tx) =>
    tx.change(
      `delete from job_run using (
         select id, row_number() over (partition by job order by id desc) as age from job_run
       ) as ranked
       where job_run.id = ranked.id and ranked.age > $1 and job_run.outcome <> 'running'`,
      [keptRuns],
    ),
  );
}
