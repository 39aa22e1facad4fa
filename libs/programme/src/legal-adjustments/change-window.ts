import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { invalid } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';
import { datesRecorded } from './dates-recorded.rules.js';
import { changeFaults, windowFaults, windowsAfter, type WindowWish } from './window-changes.rules.js';

export type ChangeWindowCommand = AdjustmentCommand & WindowWish & { reason: string };

/** A coordinator extends or shortens the window of an adjustment in force; its warnings come again for the new end. */
@Injectable()
export class ChangeWindow {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: ChangeWindowCommand): Promise<LegalAdjustment> {
    return this.mover.run(tx, 'change-legal-adjustment', command, ({ adjustment, today }) => {
      const wish = { from: command.from, to: command.to, regions: command.regions };
      const after = windowsAfter(adjustment, wish);
      const faults = [
        ...windowFaults(after, wish, adjustment.approvedOn),
        ...changeFaults(adjustment, after, wish, today),
      ];
      if (faults.length > 0) throw invalid(faults);
      return { set: { ...after, ...datesRecorded(adjustment) }, reason: command.reason };
    });
  }
}
