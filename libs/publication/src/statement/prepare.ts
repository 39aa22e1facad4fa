import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, invalid, type Text } from '#libs/platform';
import { Reference } from '#libs/programme';
import { type AskedStandpoint, Explanation, type Level, type Selection } from '#libs/progress';
import { digestOf } from './digest.rules.js';
import type { Basis } from './recounts.js';
import { borneBy, faultsOfWordings } from './statement.rules.js';
import type { Frozen, Statement } from './statement.js';
import { StatementEvents } from './statement.events.js';
import { StatementStore } from './statement.store.js';

/** Which figure is to be frozen, and how it may be said. */
export interface NewStatement extends AskedStandpoint, Selection {
  level: Level;
  wordings: Text[];
}

const nextNo = 'select coalesce(max(no), 0) + 1 as no from statement where programme = $1';
const holdProgramme = 'select from programme where code = $1 for no key update';
const insert = `
  insert into statement (programme, no, status, level, selection, as_of, known_at, rule_version, rule, counts, implemented, counted,
    list, demonstration, wordings, digest, prepared_by, prepared_at)
  values ($1, $2, 'prepared', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) returning id`;

/** A coordinator freezes a figure for public use: the numbers, the rule, the list behind and the wordings that they bear. */
@Injectable()
export class PrepareStatement {
  constructor(
    private readonly explanation: Explanation,
    private readonly reference: Reference,
    private readonly statements: StatementStore,
    private readonly events: StatementEvents,
    private readonly calendar: Calendar,
  ) {}

  /** Counts the figure; before the transaction, since a standpoint is the same whenever it is looked at. */
  async basis(programme: string, { wordings: _, ...asked }: NewStatement): Promise<Basis> {
    return this.explanation.basis(programme, asked);
  }

  async run(tx: Tx, actor: Actor, programme: string, wordings: Text[], { figure, basis }: Basis): Promise<Statement> {
    const now = this.calendar.now();
    const borne = borneBy({ ...figure, ...basis }, await this.reference.programme(programme));
    const faults = faultsOfWordings(wordings, borne);
    if (faults.length > 0) throw invalid(faults);
    await tx.rows(holdProgramme, [programme]);
    const { no } = (await tx.row<{ no: number }>(nextNo, [programme]))!;
    const frozen: Frozen = {
      ...basis,
      programme,
      no,
      counts: { ...figure.counts },
      implemented: figure.implemented,
      counted: figure.counted,
      demonstration: this.calendar.isShifted,
      source: null,
    };
    const row = await tx.row<{ id: string }>(insert, [
      programme,
      no,
      frozen.level,
      JSON.stringify(frozen.selection),
      frozen.asOf,
      frozen.knownAt,
      basis.rule?.version ?? null,
      JSON.stringify(frozen.rule),
      JSON.stringify(frozen.counts),
      frozen.implemented,
      frozen.counted,
      JSON.stringify(frozen.list),
      frozen.demonstration,
      JSON.stringify(wordings),
      digestOf(frozen, wordings),
      actor.personId,
      now,
    ]);
    const statement = await this.statements.lock(tx, row!.id);
    await this.events.add(tx, actor, statement, 'prepare-statement');
    return statement;
  }
}
