import type { Database } from '#libs/database';
import type { Clock } from '#libs/platform';
import { clockDriftMs, mostDriftMs } from './clock-drift.js';
import { errorText } from './error-text.js';
import type { Handlers } from './handlers.js';
import type { RecurringJob } from './recurring-job.js';
import { inventoryFaults } from './start-check.rules.js';
import { StartRefused } from './start-refused.js';

/** Throws StartRefused with every fault when the jobs do not fit together or the clock is wrong. */
export async function checkStart(
  handlers: Handlers,
  page: readonly RecurringJob[],
  database: Database,
  clock: Clock,
): Promise<void> {
  const faults = inventoryFaults({
    handlers: [
      ...handlers
        .transactional()
        .map(({ job, fedBy }) => ({ job, kind: 'transactional' as const, needsSubscription: fedBy === 'events' })),
      ...handlers
        .external()
        .map(({ job, fedBy }) => ({ job, kind: 'external' as const, needsSubscription: fedBy === 'events' })),
      ...handlers.scheduled().map(({ job }) => ({ job, kind: 'scheduled' as const, needsSubscription: false })),
    ],
    page,
    subscribed: await subscribedJobs(database),
  });
  const drift = await clockDriftMs(database, clock);
  if (Math.abs(drift) > mostDriftMs) faults.push(`this machine's clock is ${Math.round(drift)} ms off the database's`);
  if (faults.length > 0) throw new StartRefused(faults);
}

async function subscribedJobs(database: Database): Promise<string[]> {
  try {
    return (await database.rows<{ job: string }>('select distinct job from event_subscription')).map(({ job }) => job);
  } catch (error) {
    throw new StartRefused([`the database cannot be read, or has not been migrated: ${errorText(error)}`]);
  }
}
