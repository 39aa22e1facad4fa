import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, conflict, forbidden, notFound } from '#libs/platform';
import { Explanation } from '#libs/progress';
import { ChangeStatement, type StatementCommand } from './change-statement.js';
import type { Statement } from './statement.js';
import { ownStatement } from './statement.rules.js';
import { StatementEvents } from './statement.events.js';
import { StatementStore } from './statement.store.js';

type Difference = Awaited<ReturnType<Explanation['changes']>>;

const insert = `
  insert into restatement (statement_id, no, known_at, implemented, counted, difference, reason, prepared_by, prepared_at)
  select $1, coalesce(max(no), 0) + 1, $2, $3, $4, $5, $6, $7, $2 from restatement where statement_id = $1`;
const clear = `update restatement set cleared_by = $3, cleared_at = $4 where statement_id = $1 and no = $2`;

/** Says, with a date and a reason, that the recount for a statement's day differs by now. The statement itself stays. */
@Injectable()
export class Restate {
  constructor(
    private readonly changes: ChangeStatement,
    private readonly statements: StatementStore,
    private readonly explanation: Explanation,
    private readonly events: StatementEvents,
    private readonly calendar: Calendar,
  ) {}

  /** What is known by now for the statement's day, against what it froze; before the transaction. */
  async difference(actor: Actor, id: string): Promise<Difference> {
    const { level, selection, asOf, knownAt, programme } = await this.statements.find(id);
    return this.explanation.changes(actor, programme, {
      level,
      ...selection,
      from: asOf,
      fromKnownAt: knownAt.toISOString(),
      to: asOf,
    });
  }

  async run(tx: Tx, command: StatementCommand, reason: string, changes: Difference): Promise<Statement> {
    const statement = await this.changes.check(tx, 'restate-statement', command);
    const now = changes.to.knownAt;
    const { implemented, counted } = changes.to.figure;
    // Steps are what entered or left; an item may stand differently without touching the figure.
    if (statement.list && changes.steps.length === 0) throw nothingDiffers();
    const { steps, measures = null } = changes;
    const difference = JSON.stringify({ from: changes.from.figure, to: changes.to.figure, steps, measures });
    const { personId } = command.actor;
    await tx.change(insert, [statement.id, now, implemented, counted, difference, reason, personId]);
    await this.events.add(tx, command.actor, statement, 'restate-statement', { reason, implemented, counted });
    return statement;
  }

  /** Somebody else than who prepared the restatement clears it; from then on the public sees it. */
  async clear(tx: Tx, actor: Actor, id: string, no: number): Promise<Statement> {
    const statement = await this.statements.lock(tx, id);
    const found = (await this.statements.restatements(id, tx)).find((one) => one.no === no);
    if (!found) throw notFound({ zh: '更正说明', en: 'restatement' });
    if (found.clearedAt) {
      throw conflict('already-cleared', { zh: '该更正说明已审定。', en: 'This restatement has been cleared.' });
    }
    if (found.preparedBy.id === actor.personId) throw forbidden([ownStatement]);
    await tx.change(clear, [id, no, actor.personId, this.calendar.now()]);
    await this.events.add(tx, actor, statement, 'clear-restatement', { restatement: no });
    return statement;
  }
}

function nothingDiffers() {
  return conflict('nothing-differs', {
    zh: '按该日期重新统计，结果与口径一致，无须更正。',
    en: 'The recount for its day agrees with the statement; there is nothing to restate.',
  });
}
