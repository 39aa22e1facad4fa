import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { Calendar, dateIn, type DomainError, forbidden, illegalMove, notFound } from '#libs/platform';
import type { Actor } from '../actor.js';
import { eventScope } from './event-scope.rules.js';
import { endBlockers, notYours, rightOver } from './substitution.policy.js';
import { SubstitutionQueries } from './substitution.queries.js';

/** A substitution ends before its last day is over; from now on the substitute acts for nobody by it. */
@Injectable()
export class EndSubstitution {
  constructor(
    private readonly queries: SubstitutionQueries,
    private readonly log: EventLog,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, actor: Actor, id: string): Promise<void> {
    await tx.row('select 1 from substitution where id = $1 for no key update', [id]);
    const found = await this.queries.one(actor, id, tx);
    if (!found) throw noSubstitution();
    const { person, substitute, from, to, grants } = found;
    const absent = { id: person.id, grants };
    const blockers = endBlockers(actor, { ...found, person: absent });
    if (blockers.includes(notYours)) throw forbidden([notYours]);
    if (blockers.length > 0) throw illegalMove(blockers);
    const now = this.calendar.now();
    const right = rightOver(actor, absent);
    await tx.change('update substitution set ended_by = $2, ended_at = $3 where id = $1', [id, actor.personId, now]);
    await this.log.append(tx, [
      {
        kind: 'end-substitution',
        ...eventScope(grants),
        actorPersonId: actor.personId,
        actorRole: right === 'oneself' ? undefined : right,
        data: { substitutionId: id, person: person.id, substitute: substitute.id, from, to },
        effectiveOn: dateIn(found.timeZone, now),
        recordedAt: now,
      },
    ]);
  }
}

/** The refusal for a substitution that is not there, or that this person may not know of. */
export function noSubstitution(): DomainError {
  return notFound({ zh: '代理', en: 'substitution' });
}
