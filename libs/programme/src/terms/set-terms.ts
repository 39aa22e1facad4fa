import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, notFound } from '#libs/platform';
import { Reference } from '../reference.js';

/** Working days that a programme gives to decide and to give an opinion. */
export interface ProgrammeTerms {
  decideDays: number;
  opinionDays: number;
}

const lock = `
  select decide_days as "decideDays", opinion_days as "opinionDays" from programme where code = $1 for no key update`;
const set = 'update programme set decide_days = $2, opinion_days = $3 where code = $1';

/** A coordinator sets a programme's terms. Clocks that run keep theirs: a term is frozen when its clock starts. */
@Injectable()
export class SetTerms {
  constructor(
    private readonly events: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, actor: Actor, programme: string, terms: ProgrammeTerms): Promise<ProgrammeTerms> {
    const before = await tx.row<ProgrammeTerms>(lock, [programme]);
    if (!before) throw notFound({ zh: '试点', en: 'programme' });
    const after = { decideDays: terms.decideDays, opinionDays: terms.opinionDays };
    if (before.decideDays === after.decideDays && before.opinionDays === after.opinionDays) return before;
    const now = this.calendar.now();
    await tx.change(set, [programme, after.decideDays, after.opinionDays]);
    await this.events.append(tx, [
      {
        kind: 'set-terms',
        programme,
        actorPersonId: actor.personId,
        actorRole: 'coordinator',
        data: { before, after },
        effectiveOn: await this.reference.today(programme, now),
        recordedAt: now,
      },
    ]);
    return after;
  }
}
