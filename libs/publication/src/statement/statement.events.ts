import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import type { StatementMove } from './statement.lifecycle.js';
import type { Statement } from './statement.js';

/** What happens to statements, for the log. */
@Injectable()
export class StatementEvents {
  constructor(
    private readonly log: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The product itself says that what is known by now differs. */
  async warn(tx: Tx, statement: Statement, present: { implemented: number; counted: number }): Promise<void> {
    const { id, no, programme, digest } = statement;
    const recordedAt = this.calendar.now();
    await this.log.append(tx, [
      {
        kind: 'warn-statement',
        programme,
        data: { statementId: id, no, digest, ...present },
        effectiveOn: await this.reference.today(programme, recordedAt),
        recordedAt,
      },
    ]);
  }

  async add(
    tx: Tx,
    actor: Actor,
    { id, no, programme, digest }: Statement,
    kind: StatementMove | 'prepare-statement' | 'clear-restatement',
    data: { reason?: string } & Record<string, unknown> = {},
  ): Promise<void> {
    const { reason, ...rest } = data;
    const recordedAt = this.calendar.now();
    await this.log.append(tx, [
      {
        kind,
        programme,
        actorPersonId: actor.personId,
        actorRole: 'coordinator',
        reason,
        data: { statementId: id, no, digest, ...rest },
        effectiveOn: await this.reference.today(programme, recordedAt),
        recordedAt,
      },
    ]);
  }
}
