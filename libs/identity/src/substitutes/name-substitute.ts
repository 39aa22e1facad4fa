import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { Calendar, dateIn, forbidden, illegalMove, invalid, notFound, type Text } from '#libs/platform';
import type { Actor, Grant } from '../actor.js';
import { eventScope } from './event-scope.rules.js';
import { knows, notYours, rightOver } from './substitution.policy.js';
import { type Colleague, fitFaults, overlapBlockers, type Period, periodFaults } from './substitution.rules.js';

export interface NameSubstituteCommand extends Period {
  actor: Actor;
  /** The absent person's id; the actor when missing. */
  person?: string;
  substitute: string;
  reason?: string;
}

interface Found extends Colleague {
  name: Text;
  timeZone: string;
  grants: (Grant & { id: string })[];
}

/** Somebody gets a substitute from one day to another, for every role that they hold at this moment. */
@Injectable()
export class NameSubstitute {
  constructor(
    private readonly log: EventLog,
    private readonly calendar: Calendar,
  ) {}

  /** Returns the substitution's id. */
  async run(tx: Tx, command: NameSubstituteCommand): Promise<string> {
    const { actor, person = actor.personId, substitute: substituteId } = command;
    // The lock makes a second substitution of the same person wait and see the first.
    await tx.row('select 1 from person where id = $1 for no key update', [person]);
    const found = await tx.rows<Found>(colleagues, [[person, substituteId]]);
    const absent = found.find(({ id, isActive }) => id === person && isActive);
    if (!absent || !knows(actor, absent)) throw notFound({ zh: '人员', en: 'person' });
    const right = rightOver(actor, absent);
    if (!right) throw forbidden([notYours]);
    const now = this.calendar.now();
    const nobody: Colleague = { id: substituteId, isActive: false, grants: [] };
    const substitute = found.find(({ id }) => id === substituteId) ?? nobody;
    const faults = [...periodFaults(command, dateIn(absent.timeZone, now)), ...fitFaults(absent, substitute, right)];
    if (faults.length > 0) throw invalid(faults);
    const running = await tx.rows<Period & { substitute: Text }>(notEnded, [person, now]);
    const overlapping = overlapBlockers(running, command);
    if (overlapping.length > 0) throw illegalMove(overlapping);
    return this.write(tx, command, absent, right === 'oneself' ? undefined : right, now);
  }

  private async write(tx: Tx, command: NameSubstituteCommand, absent: Found, role: string | undefined, now: Date) {
    const { actor, substitute, from, to, reason } = command;
    const { timeZone, grants } = absent;
    const values = [absent.id, substitute, from, to, timeZone, reason, actor.personId, now, grants.map(({ id }) => id)];
    const row = await tx.row<{ id: string }>(insert, values);
    await this.log.append(tx, [
      {
        kind: 'name-substitute',
        ...eventScope(grants),
        actorPersonId: actor.personId,
        actorRole: role,
        reason,
        data: {
          substitutionId: row!.id,
          person: absent.id,
          substitute,
          from,
          to,
          grants: grants.map(({ id: _, ...grant }) => grant),
        },
        effectiveOn: from,
        recordedAt: now,
      },
    ]);
    return row!.id;
  }
}

const colleagues = `
  select p.id, p.time_zone as "timeZone", json_build_object('zh', p.name_zh, 'en', p.name_en) as name,
    p.disabled_at is null and exists (select from account a where a.person_id = p.id and a.disabled_at is null)
      as "isActive",
    coalesce((
      select json_agg(json_strip_nulls(json_build_object(
        'id', r.id, 'role', r.role, 'region', r.region, 'department', r.department
      )) order by r.role, r.region, r.department)
      from role_grant r where r.person_id = p.id and r.ended_at is null
    ), '[]') as grants
  from person p where p.id = any($1::uuid[])
`;

const notEnded = `
  select s.from_day as "from", s.to_day as "to", json_build_object('zh', p.name_zh, 'en', p.name_en) as substitute
  from substitution s join person p on p.id = s.substitute_id
  where s.person_id = $1 and s.ended_at is null and s.ends_at > $2
  order by s.from_day
`;

const insert = `
  with added as (
    insert into substitution (person_id, substitute_id, from_day, to_day, time_zone, reason, named_by, named_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    returning id, person_id
  ),
  covered as (
    insert into substitution_grant (substitution_id, role_grant_id, person_id)
    select added.id, covered, added.person_id from added, unnest($9::uuid[]) as covered
  )
  select id from added
`;
