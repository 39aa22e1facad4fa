import type { Tx } from '#libs/database';
import type { Text } from '#libs/platform';
import type { JobName } from './job-name.js';

/** What a run reports, in words a coordinator can read: counts are added up over a run, texts are replaced. */
export type Summary = Record<string, number | string>;

/** One outbox row as its handler receives it. */
export interface Delivery<Data extends object = object> {
  /** The row's id, a decimal number as text. */
  id: string;
  /** The event that it stands for, or null when it was put there by `Outbox.add`. */
  eventSeq: string | null;
  data: Data;
  /** 1 the first time, counted up with each failure. */
  attempt: number;
}

/** Why and for which moment a scheduled job runs; both times are real, not business time. */
export interface Occasion {
  trigger: 'schedule' | 'late' | 'manual';
  /** The moment of the cadence that this run answers; the start for a run asked for by hand. */
  dueAt: Date;
}

/**
 * A provider that handles one job. The worker finds all of them by this class and refuses to start
 * unless every job has exactly one.
 */
export abstract class JobHandler {
  abstract readonly job: JobName;
}

abstract class Consumer<Data extends object> extends JobHandler {
  abstract override readonly job: JobName<Data>;
  /** What the job does, for the page of jobs. */
  abstract readonly text: Text;
  /** `events` demands rows of event_subscription; `outbox` is fed by `Outbox.add` alone. */
  abstract readonly fedBy: 'events' | 'outbox';
  /** Failures after which a row is kept as a dead letter. */
  readonly mostAttempts: number = 10;
  /** Wait after the first failure in milliseconds; each further one doubles it, to an hour at most. */
  readonly firstRetryMs: number = 1_000;
}

/**
 * Handles rows in the transaction that removes them, so that the effect happens exactly once.
 * The effect must be nothing but writes through `tx`. Batches may run in parallel in several workers.
 */
export abstract class TransactionalConsumer<Data extends object = object> extends Consumer<Data> {
  readonly fedBy: 'events' | 'outbox' = 'events';
  /** Most rows of one transaction. */
  readonly batch: number = 200;

  /** Handles the rows, oldest first; throwing undoes the whole transaction and tries them one by one. */
  abstract handle(tx: Tx, deliveries: Delivery<Data>[]): Promise<Summary>;
}

/** Runs in the transaction that removes the row, and only while the lease is still held. */
export type Confirmation = (tx: Tx) => Promise<void>;

/**
 * Acts outside of the database (mail, webhooks): at least once, each row leased to one worker at a time.
 * The outside needs its own key against repetition, such as a Message-ID made from the delivery's id.
 */
export abstract class ExternalConsumer<Data extends object = object> extends Consumer<Data> {
  readonly fedBy: 'events' | 'outbox' = 'outbox';
  override readonly firstRetryMs: number = 5_000;
  /** After this time another worker may take the row over. */
  readonly leaseSeconds: number = 60;
  /** Rows in hand at the same time in one worker. */
  readonly concurrency: number = 4;

  /**
   * Acts for one row; throwing puts it off. `lease` aborts when the row may no longer be acted for.
   * What must be recorded together with the success is returned as a confirmation.
   */
  abstract handle(delivery: Delivery<Data>, lease: AbortSignal): Promise<Confirmation | void>;
}

/** Does something at the times that the page of schedules gives to its job. Repeating a run must be harmless. */
export abstract class ScheduledJob extends JobHandler {
  /** Runs of one job never overlap. Throwing has it tried again within minutes. */
  abstract run(occasion: Occasion): Promise<Summary>;
}

/** The positions of the events behind these rows, for `EventLog.withSeqs`. */
export function eventSeqs(deliveries: readonly Delivery[]): string[] {
  return deliveries.flatMap(({ eventSeq }) => eventSeq ?? []);
}
