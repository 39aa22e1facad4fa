import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Moved, Mover } from '#libs/implementation';
import type { ReasonedCommand } from './revoke.js';

/** A coordinator makes an exempt item count again; it starts anew as open. */
@Injectable()
export class Reinstate {
  constructor(private readonly mover: Mover) {}

  async run(tx: Tx, commands: ReasonedCommand[]): Promise<Moved[]> {
    return this.mover.onItems(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'reinstate', item, command);
      return { move: 'reinstate', reason: command.reason };
    });
  }
}
