import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Actor } from '#libs/identity';
import { BulkDecide } from './bulk-decide.js';
import type { BulkDecisionsDto } from './bulk.dto.js';
import { presentItems, totalsOf } from './bulk.presenter.js';
import { NoticesToCome } from './notices-to-come.js';
import { Rates } from './rates.js';

/**
 * Says what a set of decisions would do. It runs the very act, counts and writes the notices in a transaction that is
 * taken back, so that preview and act cannot differ.
 */
@Injectable()
export class PreviewDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bulkDecide: BulkDecide,
    private readonly rates: Rates,
    private readonly notices: NoticesToCome,
  ) {}

  async run(actor: Actor, set: BulkDecisionsDto) {
    return this.unitOfWork.rehearse(async (tx) => {
      const before = await this.rates.before(
        tx,
        set.decisions.map(({ submissionId }) => submissionId),
      );
      const decided = await this.bulkDecide.run(tx, actor, set);
      return {
        totals: totalsOf(decided),
        decisions: presentItems(decided, 'would-be-decided', 'would-be-refused'),
        rates: await this.rates.after(tx, before, decided.moved),
        notices: await this.notices.of(tx, decided.moved),
      };
    });
  }
}
