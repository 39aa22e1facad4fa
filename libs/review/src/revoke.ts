import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Command, type Moved, Mover } from '#libs/implementation';

export type ReasonedCommand = Command & { workItemId: string; reason: string };

/** A coordinator takes back the recognition that an item is implemented; the reversal is an event of its own. */
@Injectable()
export class Revoke {
  constructor(private readonly mover: Mover) {}

  async run(tx: Tx, commands: ReasonedCommand[]): Promise<Moved[]> {
    return this.mover.onItems(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'revoke', item, command);
      return { move: 'revoke', reason: command.reason };
    });
  }
}
