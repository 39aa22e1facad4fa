import type { Text } from '#libs/platform';

/** Every so many milliseconds, or by a cron pattern of five fields on the wall clock of business time. */
export type Cadence = { every: number } | { cron: string; timeZone: string };

/** One line of the page of schedules. */
export interface RecurringJob {
  /** Name of the `ScheduledJob` that does it. */
  job: string;
  text: Text;
  when: Cadence;
}

/** Injection token of the page of schedules, an array of RecurringJob. */
export const RECURRING_JOBS = Symbol('recurring jobs');
