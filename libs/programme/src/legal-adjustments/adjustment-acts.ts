import { Injectable } from '@nestjs/common';
import { Once, type Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { type Answer, Calendar, dateIn, type OnceKey } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { Reference } from '../reference.js';
import { presentAdjustmentRow } from './legal-adjustment.presenter.js';

/** How a route runs an act on an adjustment: at most once per key, the reference data of this process following at once. */
@Injectable()
export class AdjustmentActs {
  constructor(
    private readonly once: Once,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async run(
    who: { actor: Actor; key?: OnceKey; programme: string },
    status: 200 | 201,
    act: (tx: Tx) => Promise<LegalAdjustment>,
  ): Promise<Answer> {
    const { actor, key, programme } = who;
    const reference = await this.reference.programme(programme);
    const answer = await this.once.run(actor.personId, key, async (tx) => {
      const adjustment = await act(tx);
      const today = dateIn(reference.timeZone, this.calendar.now());
      const location = `/api/v1/programmes/${programme}/legal-adjustments/${adjustment.code}`;
      return {
        status,
        version: adjustment.version,
        ...(status === 201 && { location }),
        body: presentAdjustmentRow(adjustment, reference, actor, today),
      };
    });
    await this.reference.refresh();
    return answer;
  }
}
