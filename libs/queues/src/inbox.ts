import type { Tx } from '#libs/database';
import { backoffMs } from './backoff.rules.js';
import { errorText } from './error-text.js';
import type { Delivery } from './job-handler.js';

/** A row as the claiming statements return it. */
interface Row {
  id: string;
  eventSeq: string | null;
  data: object;
  attempts: number;
}

const columns = `outbox.id, outbox.event_seq as "eventSeq", outbox.data, outbox.attempts`;

/** now(), not clock_timestamp(): only a stable function can be compared within the index. */
const due = `
  select id from outbox
  where job = $1 and dead_at is null and available_at <= now()
  order by available_at, id`;

const takeDue = `
  with due as materialized (${due} limit $2 for update skip locked)
  delete from outbox using due where outbox.id = due.id
  returning ${columns}`;

const takeOne = `
  with due as materialized (
    select id from outbox where id = $1 and attempts = $2 and dead_at is null for update skip locked
  )
  delete from outbox using due where outbox.id = due.id
  returning ${columns}`;

const leaseDue = `
  with due as materialized (${due} limit 1 for update skip locked)
  update outbox set attempts = attempts + 1, available_at = clock_timestamp() + $2 * interval '1 second'
  from due where outbox.id = due.id
  returning ${columns}`;

const postponeRow = `
  update outbox
  set attempts = $3::int, last_error = $4, available_at = clock_timestamp() + $5 * interval '1 millisecond',
    dead_at = case when $3::int >= $6::int then clock_timestamp() end
  where id = $1 and attempts = $2
  returning dead_at is not null as dead`;

function deliveries(rows: Row[], triedBefore: number): Delivery[] {
  return rows
    .map(({ id, eventSeq, data, attempts }) => ({ id, eventSeq, data, attempt: attempts + triedBefore }))
    .sort((one, other) => Number(BigInt(one.id) - BigInt(other.id)));
}

/** Removes due rows of a job in this transaction; rows in other hands are passed over. */
export async function take(tx: Tx, job: string, most: number): Promise<Delivery[]> {
  return deliveries(await tx.rows<Row>(takeDue, [job, most]), 1);
}

/** Removes one row unless something has happened to it since; empty when it is in other hands. */
export async function takeAgain(tx: Tx, delivery: Delivery): Promise<Delivery[]> {
  return deliveries(await tx.rows<Row>(takeOne, [delivery.id, delivery.attempt - 1]), 1);
}

/**
 * Leases the oldest due row. Its attempt is the fencing token: every later lease has a higher one,
 * so that a late worker's word no longer matches.
 */
export async function lease(tx: Tx, job: string, seconds: number): Promise<Delivery | undefined> {
  return deliveries(await tx.rows<Row>(leaseDue, [job, seconds]), 0)[0];
}

/** Removes a leased row; false when the lease was lost to a later one. */
export async function confirm(tx: Tx, { id, attempt }: Delivery): Promise<boolean> {
  return (
    (await tx.change('delete from outbox where id = $1 and attempts = $2 and dead_at is null', [id, attempt])) === 1
  );
}

export interface Patience {
  mostAttempts: number;
  firstRetryMs: number;
}

/** Puts a row off after a failure, or to the dead letters after the last; `lost` when it is in other hands. */
export async function postpone(
  tx: Tx,
  delivery: Delivery,
  seenAttempts: number,
  error: unknown,
  patience: Patience,
): Promise<'waiting' | 'dead' | 'lost'> {
  const wait = backoffMs(delivery.attempt, patience.firstRetryMs);
  const row = await tx.row<{ dead: boolean }>(postponeRow, [
    delivery.id,
    seenAttempts,
    delivery.attempt,
    errorText(error),
    wait,
    patience.mostAttempts,
  ]);
  if (!row) return 'lost';
  return row.dead ? 'dead' : 'waiting';
}

/** Rows whose last permitted attempt ended without a word, as when the worker died: now dead letters. */
export async function buryAbandoned(tx: Tx, job: string, mostAttempts: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `update outbox
     set dead_at = clock_timestamp(), last_error = coalesce(last_error, 'the worker stopped during the last attempt')
     where job = $1 and dead_at is null and available_at <= now() and attempts >= $2
     returning id`,
    [job, mostAttempts],
  );
  return rows.map(({ id }) => id);
}
