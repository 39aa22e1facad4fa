import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, conflict, forbidden, illegalMove, invalid, staleVersion, type Text } from '#libs/platform';
import { Reference } from '#libs/programme';
import { digestOf } from './digest.rules.js';
import { frozenOf } from './frozen.rules.js';
import { type Basis, Recounts, reproduces } from './recounts.js';
import { type StatementMove, statementLifecycle } from './statement.lifecycle.js';
import { borneBy, faultsOfWordings, statementBlockers } from './statement.rules.js';
import type { Statement } from './statement.js';
import { StatementEvents } from './statement.events.js';
import { StatementStore } from './statement.store.js';

/** One person's wish to act on a statement at the version seen. */
export interface StatementCommand {
  actor: Actor;
  id: string;
  seen: number;
}

const change = `
  update statement set status = $3, version = version + 1, wordings = $4, digest = $5,
    cleared_by = case when $3 = 'cleared' and cleared_at is null then $6::uuid when $3 = 'discarded' then null else cleared_by end,
    cleared_at = case when $3 = 'cleared' and cleared_at is null then $7::timestamptz when $3 = 'discarded' then null else cleared_at end,
    published_by = case when $3 = 'published' then $6::uuid end,
    published_at = case when $3 = 'published' then $7::timestamptz end,
    discarded_at = case when $3 = 'discarded' then $7::timestamptz end
  where id = $1 and version = $2`;

/** Changes statements in the one order: lock, authorise, stale?, legal?, rules, write, event. */
@Injectable()
export class ChangeStatement {
  constructor(
    private readonly statements: StatementStore,
    private readonly recounts: Recounts,
    private readonly reference: Reference,
    private readonly events: StatementEvents,
    private readonly calendar: Calendar,
  ) {}

  /** Counts anew from the statement's standpoint; before the transaction that clears it. */
  async recount(id: string): Promise<Basis> {
    return this.recounts.again(await this.statements.find(id));
  }

  /** The wordings may change as long as nobody has cleared them; each must be borne. */
  async word(tx: Tx, command: StatementCommand, wordings: Text[]): Promise<Statement> {
    const statement = await this.check(tx, 'word-statement', command);
    const faults = faultsOfWordings(wordings, borneBy(statement, await this.reference.programme(statement.programme)));
    if (faults.length > 0) throw invalid(faults);
    return this.write(tx, 'word-statement', command, { ...statement, wordings });
  }

  /** Somebody else than who prepared it clears it, provided that the recount from its standpoint still gives it. */
  async clear(tx: Tx, command: StatementCommand, recounted: Basis): Promise<Statement> {
    const statement = await this.check(tx, 'clear-statement', command);
    if (!reproduces(statement, recounted)) throw notReproduced();
    return this.write(tx, 'clear-statement', command, statement);
  }

  async publish(tx: Tx, command: StatementCommand): Promise<Statement> {
    return this.write(tx, 'publish-statement', command, await this.check(tx, 'publish-statement', command));
  }

  async discard(tx: Tx, command: StatementCommand, reason: string): Promise<Statement> {
    const statement = await this.check(tx, 'discard-statement', command);
    return this.write(tx, 'discard-statement', command, statement, { reason });
  }

  /** Throws unless this person may make this move now. */
  async check(tx: Tx, move: StatementMove, { actor, id, seen }: StatementCommand): Promise<Statement> {
    const statement = await this.statements.lock(tx, id);
    if (seen !== statement.version) throw staleVersion(seen, statement.version);
    const blockers = statementBlockers(move, statement, actor);
    if (blockers.some(({ code }) => code === 'needs-coordinator' || code === 'two-persons')) throw forbidden(blockers);
    if (blockers.length > 0) throw illegalMove(blockers);
    return statement;
  }

  private async write(
    tx: Tx,
    move: StatementMove,
    { actor }: StatementCommand,
    statement: Statement,
    data: { reason?: string } = {},
  ): Promise<Statement> {
    const { id, version, wordings } = statement;
    const digest = digestOf(frozenOf(statement), wordings);
    const status = statementLifecycle.target(move, statement.status);
    const now = this.calendar.now();
    await tx.change(change, [id, version, status, JSON.stringify(wordings), digest, actor.personId, now]);
    const written = await this.statements.lock(tx, id);
    await this.events.add(tx, actor, written, move, data);
    return written;
  }
}

function notReproduced() {
  return conflict('not-reproduced', {
    zh: '按该时点重新统计得不到相同结果，不能审定。',
    en: 'A recount from its standpoint does not give the same figure; it cannot be cleared.',
  });
}
