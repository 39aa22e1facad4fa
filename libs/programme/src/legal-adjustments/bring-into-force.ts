import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { invalid } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';
import { datesRecorded } from './dates-recorded.rules.js';
import { windowFaults, windowsAfter, type WindowWish } from './window-changes.rules.js';

export type BringIntoForceCommand = AdjustmentCommand & WindowWish & { from: string };

/** A coordinator sets the window of an approved adjustment, for all its regions or with some of their own. It may begin later. */
@Injectable()
export class BringIntoForce {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: BringIntoForceCommand): Promise<LegalAdjustment> {
    return this.mover.run(tx, 'bring-legal-adjustment-into-force', command, ({ adjustment }) => {
      const wish = { from: command.from, to: command.to, regions: command.regions };
      const after = windowsAfter(adjustment, wish);
      const faults = windowFaults(after, wish, adjustment.approvedOn);
      if (faults.length > 0) throw invalid(faults);
      return { set: { ...after, ...datesRecorded(adjustment) }, effectiveOn: command.from };
    });
  }
}
