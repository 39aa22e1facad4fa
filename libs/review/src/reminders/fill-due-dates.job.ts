import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { jobName, type Summary, TransactionalConsumer } from '#libs/queues';
import { DueDates } from './due-dates.js';

/** Sets the due dates that waited, once a coordinator has entered the arrangement of a year. */
@Injectable()
export class FillDueDatesJob extends TransactionalConsumer {
  readonly job = jobName('fill-due-dates');
  readonly text = {
    zh: '补录年度节假日安排后，确定此前待定的审核期限',
    en: 'Sets due dates that waited for the arrangement of a year',
  };

  constructor(private readonly dueDates: DueDates) {
    super();
  }

  async handle(tx: Tx): Promise<Summary> {
    return { filled: await this.dueDates.run(tx) };
  }
}
