import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Moved, Mover, paperOf, type SubmissionCommand } from '#libs/implementation';
import { recordReceipts } from './receipts.js';

/** A reviewer of the lead department takes a round up (签收): the region learns when, and it lies with this person. */
@Injectable()
export class Acknowledge {
  constructor(private readonly mover: Mover) {}

  async run(tx: Tx, commands: SubmissionCommand[]): Promise<Moved[]> {
    const moved = await this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'acknowledge', item, command);
      const { personId } = command.actor;
      return {
        move: 'acknowledge',
        party: 'ministry',
        submission: {
          ...paperOf(item.submission),
          acknowledgedBy: personId,
          acknowledgedAt: item.now,
          holder: personId,
        },
      };
    });
    recordReceipts(tx, 'acknowledge', commands, moved);
    return moved;
  }
}
