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
  {
    job: 'new-day',
    when: { every: 5 * minutes },
    text: { zh: '过零点后标记新逾期的工作项', en: 'Marks what has become overdue once a day has passed' },
  },
  {
    job: 'recount',
    when: { cron: '30 2 * * *', timeZone },
    text: {
      zh: '每夜从事项记录全面重算并与落地率核对，不一致即报警',
      en: 'Counts everything anew from the event log each night and raises an alarm where a figure differs',
    },
  },
  {
    job: 'reviewers-digest',
    // Every reviewer's 08:30 is in a time zone of its own.
    when: { every: minutes },
    text: {
      zh: '每个工作日 8:30（审核员所在时区）发送待审核摘要',
      en: "Sends reviewers their digest at 08:30 of each working day in the reviewer's time zone",
    },
  },
];
