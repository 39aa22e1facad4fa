import type { Database } from '#libs/database';
import type { Clock } from '#libs/platform';

/** BullMQ takes the time from the worker: one that is ahead would take jobs out of healthy hands. */
export const mostDriftMs = 2_000;

/** Milliseconds by which this machine's clock is ahead of the database's; the way there and back is halved. */
export async function clockDriftMs(database: Database, clock: Clock): Promise<number> {
  const before = clock.now().getTime();
  const row = await database.row<{ now: Date }>('select clock_timestamp() as now');
  const after = clock.now().getTime();
  return (before + after) / 2 - (row?.now.getTime() ?? NaN);
}
