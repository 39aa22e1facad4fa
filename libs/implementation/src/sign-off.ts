import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Moved, Mover, type SubmissionCommand } from './mover.js';
import { paperOf, unsigned } from './work-item.js';

export type DeclineSignOffCommand = SubmissionCommand & { reason: string };

/** A lead of the region, other than who put it forward, answers for the present content of a draft (内审). */
@Injectable()
export class SignOff {
  constructor(private readonly mover: Mover) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'sign-off', item, command);
      return {
        move: 'sign-off',
        party: 'region',
        submission: { ...paperOf(item.submission), signedOffBy: command.actor.personId, signedOffAt: item.now },
        data: { requestedBy: item.submission.signOffRequestedBy },
      };
    });
  }

  /** Sends it back to its author with a reason. */
  async decline(tx: Tx, commands: DeclineSignOffCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'decline-sign-off', item, command);
      return {
        move: 'decline-sign-off',
        party: 'region',
        reason: command.reason,
        submission: { ...paperOf(item.submission), ...unsigned },
        data: { requestedBy: item.submission.signOffRequestedBy },
      };
    });
  }
}
