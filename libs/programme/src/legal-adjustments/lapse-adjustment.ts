import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';
import { datesRecorded } from './dates-recorded.rules.js';

/**
 * A coordinator ends an adjustment before its time, from this moment on. What has been implemented on its strength stays
 * implemented; the job of warnings tells the people concerned.
 */
@Injectable()
export class LapseAdjustment {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: AdjustmentCommand & { reason: string }): Promise<LegalAdjustment> {
    return this.mover.run(tx, 'lapse-legal-adjustment', command, ({ adjustment, today }) => ({
      set: { lapsedOn: today, ...datesRecorded(adjustment) },
      reason: command.reason,
    }));
  }
}
