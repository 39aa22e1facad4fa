import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';

/** A coordinator records that the approving body declined; the adjustment is drafted again. */
@Injectable()
export class ReturnAdjustment {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: AdjustmentCommand & { reason: string }): Promise<LegalAdjustment> {
    return this.mover.run(tx, 'return-legal-adjustment', command, () => ({ set: {}, reason: command.reason }));
  }
}
