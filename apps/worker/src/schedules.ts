import type { RecurringJob } from '#libs/queues';

/** Cron patterns are read on this wall clock, in business time. */
export const timeZone = 'Asia/Shanghai';

const minutes = 60 * 1_000;

/**
 * Every recurring job of the product. Each line is done by the `ScheduledJob` of the same name;
 * the worker refuses to start when a line or such a class is alone.
 */
export const schedules: readonly RecurringJob[] = [
  {
    job: 'housekeeping',
    when: { every: 60 * minutes },
    text: {
      zh: '清理旧的任务运行记录和一周前的幂等键应答',
      en: 'Forgets old runs of jobs, and answers under an Idempotency-Key after a week',
    },
  },
];
