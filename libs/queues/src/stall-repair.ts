import type pg from 'pg';
import type { Logger } from 'pino';
import { mostDriftMs } from './clock-drift.js';
import { lockMs, mostStalls } from './lane.js';

/** An expired lock that nobody has noticed for so long (milliseconds) will not be noticed by BullMQ. */
const unnoticedMs = 120_000;
/** How far beyond its full length a lock must reach, in milliseconds, to come from a clock that is wrong. */
const impossibleMs = 60_000;

const nowMs = `(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** A look for stalled jobs that seems to lie in the future keeps all workers from looking again. */
const resetFutureChecks = `
  update meta set value = ${nowMs}::text
  where field = 'stalled-check' and value::bigint > ${nowMs} + $1
  returning queue`;

/** A lock given by a worker whose clock was ahead would be respected until that time has come. */
const shortenImpossibleLocks = `
  update job set locked_until_ms = ${nowMs}
  where state = 'active' and locked_until_ms > ${nowMs} + $1
  returning queue, name`;

const queuesWithExpiredLocks = `
  select distinct queue from job where state = 'active' and locked_until_ms < ${nowMs} - $1`;

/** BullMQ's own recovery; the first call marks what is active, the second takes back what has expired. */
const recover = `
  select move_stalled_jobs_to_wait($1, $2, greatest(${nowMs}, coalesce(
    (select value::bigint from meta where queue = $1 and field = 'stalled-check'), 0)), 0) as id`;

/** Repairs, by the database's clock, the states of BullMQ's PostgreSQL storage that it does not leave by itself. */
export async function repairStalls(pool: pg.Pool, logger: Logger): Promise<void> {
  const { rows: checks } = await pool.query<{ queue: string }>(resetFutureChecks, [mostDriftMs]);
  if (checks.length > 0)
    logger.error(
      { queues: checks.map(({ queue }) => queue) },
      'the check for stalled jobs lay in the future; repaired',
    );

  const { rows: locks } = await pool.query<{ queue: string; name: string }>(shortenImpossibleLocks, [
    lockMs + impossibleMs,
  ]);
  if (locks.length > 0)
    logger.error({ jobs: locks.map(({ name }) => name) }, 'locks reached too far into the future; repaired');

  const { rows: stuck } = await pool.query<{ queue: string }>(queuesWithExpiredLocks, [unnoticedMs]);
  for (const { queue } of stuck) {
    await pool.query(recover, [queue, mostStalls]);
    const { rows: recovered } = await pool.query<{ id: string }>(recover, [queue, mostStalls]);
    logger.error({ queue, jobs: recovered.map(({ id }) => id) }, 'jobs with long expired locks were taken back');
  }
}
