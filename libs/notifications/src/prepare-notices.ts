import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Delivery, eventSeqs, jobName, type Summary, TransactionalConsumer } from '#libs/queues';
import { NoticeWriter } from './notice.writer.js';

/** Makes notices of what has happened, and queues their mail, in the transaction that takes the events off the outbox. */
@Injectable()
export class PrepareNotices extends TransactionalConsumer {
  readonly job = jobName('prepare-notices');
  readonly text = {
    zh: '把已发生的事项写成通知并排队发信',
    en: 'Makes notices of what has happened and queues their mail',
  };

  constructor(
    private readonly events: EventLog,
    private readonly notices: NoticeWriter,
  ) {
    super();
  }

  async handle(tx: Tx, deliveries: Delivery[]): Promise<Summary> {
    const events = await this.events.withSeqs(tx, eventSeqs(deliveries));
    return { ...(await this.notices.noticesFor(tx, events, { mail: true })) };
  }
}
