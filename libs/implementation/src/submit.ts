import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { CompleteContent } from './complete-content.js';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import { moveOf } from './submission.kinds.js';
import { Terms } from './terms/terms.js';
import { notTakenUp, paperOf } from './work-item.js';

/** The regional lead sends a complete draft, or a returned submission's next round, to the ministry. */
@Injectable()
export class Submit {
  constructor(
    private readonly mover: Mover,
    private readonly complete: CompleteContent,
    private readonly terms: Terms,
  ) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      const submission = paperOf(item.submission);
      const move = moveOf('submit', submission.kind);
      await this.mover.check(tx, move, item, command);
      await this.complete.assert(tx, item, submission);
      return {
        move,
        party: 'region',
        freezes: true,
        term: await this.terms.start(tx, submission, item),
        submission: {
          ...submission,
          ...notTakenUp,
          status: 'submitted',
          round: submission.round + 1,
          submittedAt: item.now,
        },
      };
    });
  }
}
