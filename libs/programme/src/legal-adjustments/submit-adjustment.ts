import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';

/** A coordinator records that the draft went to the approving body. */
@Injectable()
export class SubmitAdjustment {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: AdjustmentCommand): Promise<LegalAdjustment> {
    return this.mover.run(tx, 'submit-legal-adjustment', command, () => ({ set: {} }));
  }
}
