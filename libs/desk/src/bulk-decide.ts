import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Moved, PartlyDone } from '#libs/implementation';
import { Decide, type DecideCommand } from '#libs/review';
import type { BulkDecisionsDto } from './bulk.dto.js';
import { commandsOf } from './bulk.rules.js';

/** What became of a set of decisions. */
export interface BulkDecided extends PartlyDone<DecideCommand, Moved & { command: DecideCommand }> {
  /** Names the set in the events of its decisions. */
  bulk: string;
  /** The commands in the order in which they were asked for. */
  commands: DecideCommand[];
}

/** A reviewer decides many submissions at once: each on its own merits, all in one transaction. */
@Injectable()
export class BulkDecide {
  constructor(private readonly decide: Decide) {}

  async run(tx: Tx, actor: Actor, set: BulkDecisionsDto): Promise<BulkDecided> {
    const bulk = randomUUID();
    const commands = commandsOf(set, actor, bulk);
    return { bulk, commands, ...(await this.decide.each(tx, commands)) };
  }
}
