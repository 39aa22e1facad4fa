import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import { contentFaults } from './submission-content.rules.js';
import { moveOf } from './submission.kinds.js';
import { type LockedItem, paperOf, type Paper } from './work-item.js';

/** The regional lead sends a complete draft, or a returned submission's next round, to the ministry. */
@Injectable()
export class Submit {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
  ) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      const submission = paperOf(item.submission);
      const move = moveOf('submit', submission.kind);
      await this.mover.check(tx, move, item, command);
      await this.assertComplete(item, submission);
      return {
        move,
        party: 'region',
        freezes: true,
        submission: { ...submission, status: 'submitted', round: submission.round + 1, submittedAt: item.now },
      };
    });
  }

  private async assertComplete(item: LockedItem, { kind, content }: Pick<Paper, 'kind' | 'content'>): Promise<void> {
    const faults = contentFaults(kind, content, {
      today: await this.reference.today(item.programme, item.now),
      targetDate: item.targetDate,
      programmeEndsOn: (await this.reference.programme(item.programme)).endsOn,
      proofList: await this.reference.proofList(item.programme, item.measure),
    });
    if (faults.length > 0) throw invalid(faults);
  }
}
