import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar, invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { borneBy, faultsOfWordings } from './statement.rules.js';
import type { Statement } from './statement.js';
import { ChangeStatement, type StatementCommand } from './change-statement.js';
import { StatementEvents } from './statement.events.js';

/** Where a statement was said, on which day and in which words. */
export interface NewUse {
  usedOn: string;
  place: string;
  wording: string;
  url?: string;
}

const insert = `
  insert into statement_use (statement_id, used_on, place, wording, url, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;

/** Notes where a published statement was used in public; words that the figure does not bear are refused here too. */
@Injectable()
export class RecordUse {
  constructor(
    private readonly changes: ChangeStatement,
    private readonly reference: Reference,
    private readonly events: StatementEvents,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, command: StatementCommand, { usedOn, place, wording, url }: NewUse): Promise<Statement> {
    const statement = await this.changes.check(tx, 'record-use', command);
    const now = this.calendar.now();
    const borne = borneBy(statement, await this.reference.programme(statement.programme));
    const faults = faultsOfWordings([{ zh: wording, en: wording }], borne)
      .filter(({ pointer }) => pointer?.endsWith('/zh'))
      .map((fault) => ({ ...fault, pointer: '/wording' }));
    if (usedOn > (await this.reference.today(statement.programme, now))) {
      const message = { zh: '使用日期不得晚于今日。', en: 'The day of use lies in the future.' };
      faults.push({ code: 'in-the-future', pointer: '/usedOn', message });
    }
    if (faults.length > 0) throw invalid(faults);
    await tx.change(insert, [statement.id, usedOn, place, wording, url ?? null, command.actor.personId, now]);
    await this.events.add(tx, command.actor, statement, 'record-use', { usedOn, place });
    return statement;
  }
}
