import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { Calendar, dateIn, invalid, notFound } from '#libs/platform';
import type { Actor } from '../actor.js';
import type { NamedPerson } from '../people/people.queries.js';
import { grantFor } from '../permissions.js';

export interface NameHeadCommand {
  actor: Actor;
  department: string;
  /** The new head's id; null leaves the department without one. */
  person: string | null;
}

/** A coordinator says who heads a department: one of its reviewers, to whom overdue matters are taken. */
@Injectable()
export class NameHead {
  constructor(
    private readonly log: EventLog,
    private readonly calendar: Calendar,
  ) {}

  /** Returns the head as named. Naming the one who heads it already changes nothing. */
  async run(tx: Tx, { actor, department, person }: NameHeadCommand): Promise<NamedPerson | null> {
    // One naming after another: the row to be locked may not be there yet.
    await tx.row(`select pg_advisory_xact_lock(hashtextextended('department-head ' || $1, 0))`, [department]);
    const known = await tx.row<{ former: string | null; timeZone: string }>(present, [department, actor.personId]);
    if (!known) throw notFound({ zh: '部门', en: 'department' });
    const head = person === null ? null : await tx.row<NamedPerson>(reviewer, [person, department]);
    if (head === undefined) throw invalid([notReviewer]);
    if (known.former === person) return head;
    const now = this.calendar.now();
    if (person === null) await tx.change('delete from department_head where department = $1', [department]);
    else await tx.change(upsert, [department, person, actor.personId, now]);
    const grant = grantFor(actor, 'department-head.name');
    await this.log.append(tx, [
      {
        kind: 'name-department-head',
        department,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf: grant?.onBehalfOf?.personId,
        data: { department, head: person, former: known.former },
        effectiveOn: dateIn(known.timeZone, now),
        recordedAt: now,
      },
    ]);
    return head;
  }
}

const notReviewer = {
  code: 'head-not-reviewer',
  pointer: '/person',
  message: { zh: '负责人须为该部门的在用审核员。', en: 'The head must be an active reviewer of the department.' },
};

/* A department is known here by those who review for it, or did. */
const present = `
  select (select person_id from department_head where department = $1) as former, person.time_zone as "timeZone"
  from person where person.id = $2 and exists (select from role_grant where department = $1)
`;

const reviewer = `
  select id, json_build_object('zh', name_zh, 'en', name_en) as name from person
  where id = $1 and disabled_at is null and exists (
    select from role_grant r
    where r.person_id = person.id and r.role = 'reviewer' and r.department = $2 and r.ended_at is null
  )
`;

const upsert = `
  insert into department_head (department, person_id, named_by, named_at) values ($1, $2, $3, $4)
  on conflict (department) do update
    set person_id = excluded.person_id, named_by = excluded.named_by, named_at = excluded.named_at
`;
