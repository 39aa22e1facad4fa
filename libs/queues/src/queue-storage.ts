import {
  type BackendFactory,
  type IQueueBackend,
  type QueueOptions,
  type RepeatStrategy,
  withBackend,
  type WorkerOptions,
} from 'bullmq';
import type { Logger } from 'pino';
import { errorText } from './error-text.js';
import {
  type Lane,
  lanes,
  lockMs,
  mostStalls,
  type QueueStorage,
  stalledCheckMs,
  type Trigger,
  type TriggerJob,
  type TriggerQueue,
} from './lane.js';

export interface StorageParts<Backend extends IQueueBackend, Connection> {
  name: QueueStorage['name'];
  factory: BackendFactory<Backend, Connection>;
  /** For adding jobs: fails soon when the storage is away. */
  producing: Connection;
  /** For taking jobs: waits for the storage to come back. */
  consuming: Connection;
  /** Keeps products that share a Redis apart; PostgreSQL has a database each. */
  prefix?: string;
  repeatStrategy: RepeatStrategy;
  logger: Logger;
  /** Closes the connections that were handed in. */
  disconnect(): Promise<void>;
}

/** Queues and workers bound to one backend, without BullMQ's process-wide default. */
export function createStorage<Backend extends IQueueBackend, Connection>(
  parts: StorageParts<Backend, Connection>,
): QueueStorage {
  const { Queue, Worker } = withBackend(parts.factory);
  const settings = { repeatStrategy: parts.repeatStrategy };
  const shared = parts.prefix === undefined ? { settings } : { settings, prefix: parts.prefix };
  const report = repeatedErrors(parts.logger);

  const queueOptions: QueueOptions<Connection> = {
    ...shared,
    connection: parts.producing,
    streams: { events: { maxLen: 1_000 } },
  };
  const queues = new Map(
    lanes.map((lane) => {
      const queue = new Queue<Trigger, void>(lane, queueOptions);
      queue.on('error', report);
      return [lane, queue] as const;
    }),
  );
  const workers: { close(force?: boolean): Promise<void> }[] = [];

  return {
    name: parts.name,
    queue: (lane) => queues.get(lane) as TriggerQueue,
    async work(lane: Lane, concurrency: number, process: (job: TriggerJob) => Promise<void>) {
      const options: WorkerOptions<Connection> = {
        ...shared,
        connection: parts.consuming,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: stalledCheckMs,
        maxStalledCount: mostStalls,
        runRetryDelay: 1_000,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 50 },
      };
      const worker = new Worker<Trigger, void>(lane, process, options);
      worker.on('error', report);
      worker.on('failed', (_job, error) => report(error));
      workers.push(worker);
      await worker.waitUntilReady();
    },
    async close(graceMs) {
      const finished = Promise.all(workers.map((worker) => worker.close()));
      const inTime = await Promise.race([finished.then(() => true), delay(graceMs).then(() => false)]);
      if (!inTime)
        parts.logger.warn('jobs were still running at the end of the grace period; others will take them over');
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await parts.disconnect();
    },
  };
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** BullMQ repeats an error with every try: each message is logged once a minute. */
function repeatedErrors(logger: Logger): (error: Error) => void {
  const logged = new Map<string, number>();
  return (error) => {
    const message = errorText(error);
    if (performance.now() - (logged.get(message) ?? -Infinity) < 60_000) return;
    if (logged.size > 100) logged.clear();
    logged.set(message, performance.now());
    logger.warn({ error: message }, 'queue storage');
  };
}
