import { nextByCron } from './cadence.rules.js';
import type { RecurringJob } from './recurring-job.js';

/** What a start is checked against. */
export interface JobInventory {
  handlers: readonly { job: string; kind: 'transactional' | 'external' | 'scheduled'; needsSubscription: boolean }[];
  page: readonly RecurringJob[];
  subscribed: readonly string[];
}

/** Every reason why these jobs do not fit together: each subscription and each schedule needs exactly one handler. */
export function inventoryFaults({ handlers, page, subscribed }: JobInventory): string[] {
  const consumers = handlers.filter(({ kind }) => kind !== 'scheduled').map(({ job }) => job);
  const runners = handlers.filter(({ kind }) => kind === 'scheduled').map(({ job }) => job);
  const planned = page.map(({ job }) => job);
  const listening = handlers.filter(({ needsSubscription }) => needsSubscription).map(({ job }) => job);
  return [
    ...repeated(handlers.map(({ job }) => job)).map((job) => `job ${job} has more than one handler`),
    ...missing(subscribed, consumers).map((job) => `event_subscription names ${job}, which has no handler`),
    ...missing(listening, subscribed).map(
      (job) => `job ${job} waits for events but event_subscription does not name it`,
    ),
    ...repeated(planned).map((job) => `${job} is more than once on the page of schedules`),
    ...missing(planned, runners).map((job) => `${job} is on the page of schedules but has no handler`),
    ...missing(runners, planned).map((job) => `job ${job} is to be scheduled but is not on the page of schedules`),
    ...page.flatMap(cadenceFaults),
  ];
}

function cadenceFaults({ job, when }: RecurringJob): string[] {
  if ('every' in when)
    return Number.isInteger(when.every) && when.every >= 1_000 ? [] : [`${job} must recur every 1000 ms or more`];
  try {
    nextByCron(when.cron, when.timeZone, 0, 0);
    return [];
  } catch {
    return [`${job} has no valid cron pattern and time zone: "${when.cron}", "${when.timeZone}"`];
  }
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function missing(wanted: readonly string[], present: readonly string[]): string[] {
  return [...new Set(wanted)].filter((name) => !present.includes(name)).sort();
}
