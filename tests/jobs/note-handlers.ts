import type { Tx } from '#libs/database';
import {
  type Confirmation,
  type Delivery,
  ExternalConsumer,
  jobName,
  type Occasion,
  ScheduledJob,
  type Summary,
  TransactionalConsumer,
} from '#libs/queues';

export interface Note {
  note: string;
}

const text = { zh: '记录', en: 'Writes a note per row' };
const insert = 'insert into effect (row_id, note) values ($1, $2)';

/** Writes one effect per row, after whatever a test does first. */
export class NoteDown extends TransactionalConsumer<Note> {
  readonly job = jobName<Note>('note-down');
  readonly text = text;
  override readonly fedBy: 'events' | 'outbox' = 'outbox';
  override readonly mostAttempts: number = 3;
  override readonly firstRetryMs: number = 50;

  constructor(private readonly first: (tx: Tx, deliveries: Delivery<Note>[]) => unknown = () => undefined) {
    super();
  }

  async handle(tx: Tx, deliveries: Delivery<Note>[]): Promise<Summary> {
    await this.first(tx, deliveries);
    for (const { id, data } of deliveries) await tx.change(insert, [id, data.note]);
    return { notes: deliveries.length };
  }
}

/** Does outside what a test wants and records it with the confirmation. */
export class NoteOutside extends ExternalConsumer<Note> {
  readonly job = jobName<Note>('note-outside');
  readonly text = text;
  override readonly mostAttempts: number = 3;
  override readonly firstRetryMs: number = 50;
  override readonly leaseSeconds: number = 1;
  override readonly concurrency: number = 2;

  constructor(private readonly act: (delivery: Delivery<Note>, lease: AbortSignal) => unknown = () => undefined) {
    super();
  }

  async handle(delivery: Delivery<Note>, lease: AbortSignal): Promise<Confirmation> {
    await this.act(delivery, lease);
    return async (tx) => void (await tx.change(insert, [delivery.id, `${delivery.data.note} ${delivery.attempt}`]));
  }
}

/** A scheduled job that does what a test wants. */
export class Chore extends ScheduledJob {
  readonly job = jobName('chore');

  constructor(private readonly act: (occasion: Occasion) => unknown = () => undefined) {
    super();
  }

  async run(occasion: Occasion): Promise<Summary> {
    await this.act(occasion);
    return { done: 1 };
  }
}

export function notes(count: number): Note[] {
  return Array.from({ length: count }, (_, index) => ({ note: `note ${index}` }));
}
