import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { CompleteContent } from './complete-content.js';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import { paperOf, unsigned } from './work-item.js';

/** A region's own people put a complete draft forward, so that a lead other than they signs it off (内审). */
@Injectable()
export class RequestSignOff {
  constructor(
    private readonly mover: Mover,
    private readonly complete: CompleteContent,
  ) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'request-sign-off', item, command);
      const submission = paperOf(item.submission);
      await this.complete.assert(tx, item, submission);
      return {
        move: 'request-sign-off',
        party: 'region',
        submission: {
          ...submission,
          ...unsigned,
          signOffRequestedBy: command.actor.personId,
          signOffRequestedAt: item.now,
        },
      };
    });
  }
}
