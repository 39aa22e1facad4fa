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
    job: 'evidence-housekeeping',
    when: { cron: '10 3 * * *', timeZone },
    text: {
      zh: '每夜清理过期卷宗、无人引用的文件和中断的上传，并核对存储的文件是否齐全',
      en: 'Clears expired dossiers, files that nothing refers to and broken uploads each night; an alarm where files are missing',
    },
  },
  {
    job: 'new-day',
    when: { every: 5 * minutes },
    text: { zh: '过零点后标记新逾期的工作项', en: 'Marks what has become overdue once a day has passed' },
  },
  {
    job: 'warn-legal-adjustments',
    // A day begins in the time zone of each programme.
    when: { every: 5 * minutes },
    text: {
      zh: '每日提醒将在 90 日、30 日内到期的调整实施，到期后登记失效',
      en: 'Warns each day of legal adjustments that end within 90 or 30 days, and lapses those that have ended',
    },
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
    job: 'take-snapshots',
    // A day ends in the time zone of each programme, and not before every transaction of it has ended.
    when: { every: 30 * minutes },
    text: {
      zh: '每日结束后保存当日落地率快照，加快历史查询；事后补记的内容会重新保存',
      en: 'Keeps the figures of each finished day, so that the past is answered sooner; anew where something was written into it',
    },
  },
  {
    job: 'verify-statements',
    when: { cron: '50 2 * * *', timeZone },
    text: {
      zh: '每夜核对已发布的口径：按原时点重算须逐字节一致，按当前所知重算不同则通知统筹管理员',
      en: 'Counts published statements anew each night: an alarm where one does not come out, a notice where its day is known otherwise by now',
    },
  },
  {
    job: 'reminders',
    // Every programme's 08:00 is in a time zone of its own.
    when: { every: 5 * minutes },
    text: {
      zh: '每个工作日 8:00（试点所在时区）催办临期、当日到期和逾期的审核、会签及目标日期',
      en: "Reminds of terms and target dates at 08:00 of each working day in the programme's time zone",
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
