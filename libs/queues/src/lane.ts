import type { Job, Queue } from 'bullmq';

/** The three queues: a slow mail server must not hold up the figures, nor a long recount the mail. */
export const lanes = ['transactional', 'external', 'scheduled'] as const;
export type Lane = (typeof lanes)[number];

/** What a queued job carries: it only says that there is something to do, never what. */
export interface Trigger {
  trigger: 'rows' | 'schedule' | 'late' | 'manual';
  /** For `late`: the missed moment in milliseconds. */
  due?: number;
}

export type TriggerJob = Pick<Job<Trigger, void>, 'id' | 'name' | 'data' | 'opts'>;
export type TriggerQueue = Pick<
  Queue<Trigger, void>,
  'add' | 'getJob' | 'getJobSchedulers' | 'getJobScheduler' | 'removeJobScheduler' | 'upsertJobScheduler'
>;

/** Milliseconds after which a job whose worker is silent may be taken over, and how often that is looked at. */
export const lockMs = 15_000;
export const stalledCheckMs = 10_000;
export const mostStalls = 3;

/** BullMQ's storage in PostgreSQL or Redis, as far as this lib uses it. */
export interface QueueStorage {
  readonly name: 'postgres' | 'redis';
  queue(lane: Lane): TriggerQueue;
  /** Starts taking jobs of a lane, so many at a time. */
  work(lane: Lane, concurrency: number, process: (job: TriggerJob) => Promise<void>): Promise<void>;
  /** Stops taking jobs and waits for those in hand, at most so many milliseconds, then closes all connections. */
  close(graceMs: number): Promise<void>;
}
