import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Delivery, eventSeqs, jobName, type Summary, TransactionalConsumer } from '#libs/queues';
import { Counters } from './counters.js';

export const recalculate = jobName('recalculate');

/** Adds to the counters what events have changed; many events of one batch are one calculation. */
@Injectable()
export class Recalculate extends TransactionalConsumer {
  readonly job = recalculate;
  readonly text = {
    zh: '按新发生的事项更新落地率',
    en: 'Brings the completion rates up to date with what has happened',
  };

  constructor(
    private readonly events: EventLog,
    private readonly counters: Counters,
  ) {
    super();
  }

  async handle(tx: Tx, deliveries: Delivery[]): Promise<Summary> {
    const events = await this.events.withSeqs(tx, eventSeqs(deliveries));
    const items = new Map<string, Set<string>>();
    const ruled = new Set<string>();
    for (const { programme, workItemId, kind } of events) {
      if (programme !== null && kind === 'adopt-counting-rule') ruled.add(programme);
      if (programme === null || workItemId === null) continue;
      items.set(programme, (items.get(programme) ?? new Set()).add(workItemId));
    }
    for (const [programme, ids] of items) await this.counters.apply(tx, programme, [...ids]);
    for (const programme of ruled) await this.counters.applyRules(tx, programme);
    return {
      events: events.length,
      workItems: [...items.values()].reduce((sum, ids) => sum + ids.size, 0),
      firstEvent: events.at(0)?.seq ?? '—',
      lastEvent: events.at(-1)?.seq ?? '—',
    };
  }
}
