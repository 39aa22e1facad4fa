import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Pins } from '#libs/evidence';
import { invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { contentFaults } from './submission-content.rules.js';
import type { LockedItem, Paper } from './work-item.js';

const firstExtension = `
  select submitted_at as at from submission_round
  where submission_id = $1 and content #>> '{plan,targetDate}' > $2 order by round limit 1`;

/** What must be there before a draft leaves its author's hands. */
@Injectable()
export class CompleteContent {
  constructor(
    private readonly reference: Reference,
    private readonly pins: Pins,
  ) {}

  /** Throws 422 with everything that is missing or wrong. */
  async assert(tx: Tx, item: LockedItem, submission: Paper): Promise<void> {
    const { kind, content } = submission;
    const faults = contentFaults(kind, content, {
      today: await this.reference.today(item.programme, item.now),
      targetDate: item.targetDate,
      plan: item.plan,
      extensionAskedOn: await this.extensionAskedOn(tx, item, submission),
      programmeEndsOn: (await this.reference.programme(item.programme)).endsOn,
      proofList: await this.reference.proofList(item.programme, item.measure),
      adjustmentStarts: await this.reference.adjustmentStarts(item.programme, item.measure, item.region),
    });
    const pinned = await this.pins.faults(tx, item.id, content.evidence);
    if (faults.length + pinned.length > 0) throw invalid([...faults, ...pinned]);
  }

  /** Undefined unless an earlier round of the same amendment has asked for a later date. */
  private async extensionAskedOn(tx: Tx, item: LockedItem, { id, kind, round }: Paper): Promise<string | undefined> {
    if (kind !== 'amendment' || round === 0) return undefined;
    const first = await tx.row<{ at: Date }>(firstExtension, [id, item.targetDate]);
    return first && this.reference.today(item.programme, first.at);
  }
}
