import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import { moveOf } from './submission.kinds.js';
import { paperOf } from './work-item.js';

/** The regional lead takes back what is undecided, or discards what was never sent or was returned. */
@Injectable()
export class Withdraw {
  constructor(private readonly mover: Mover) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      const submission = paperOf(item.submission);
      const move = submission.status === 'submitted' ? moveOf('withdraw', submission.kind) : 'discard-draft';
      await this.mover.check(tx, move, item, command);
      return { move, party: 'region', submission: { ...submission, status: 'withdrawn' } };
    });
  }
}
