import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { invalid } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';

export type ApproveAdjustmentCommand = AdjustmentCommand & { documentNumber: string; approvedOn: string };

/** A coordinator records the document by which the approving body approved the adjustment. */
@Injectable()
export class ApproveAdjustment {
  constructor(private readonly mover: AdjustmentMover) {}

  async run(tx: Tx, command: ApproveAdjustmentCommand): Promise<LegalAdjustment> {
    const { documentNumber, approvedOn } = command;
    return this.mover.run(tx, 'approve-legal-adjustment', command, ({ today }) => {
      if (approvedOn > today) throw invalid([inTheFuture]);
      const dates = { datesSource: null, datesIllustrative: false };
      return { set: { documentNumber: documentNumber.trim(), approvedOn, ...dates }, effectiveOn: approvedOn };
    });
  }
}

const inTheFuture = {
  code: 'in-the-future',
  pointer: '/approvedOn',
  message: { zh: '批准日期不得晚于今日。', en: 'The date of approval is in the future.' },
};
