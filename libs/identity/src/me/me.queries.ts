import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Calendar, notSignedIn } from '#libs/platform';
import type { Actor } from '../actor.js';
import { personNamed } from '../people/acting-grants.sql.js';
import { permissionsOf } from '../permissions.js';
import type { MeDto } from './me.dto.js';

/** What a person is told about themself. */
@Injectable()
export class MeQueries {
  constructor(
    private readonly database: Database,
    private readonly calendar: Calendar,
  ) {}

  async of(actor: Actor): Promise<MeDto> {
    const row = await this.database.row<Found>(select, [actor.accountId, this.calendar.now()]);
    if (!row) throw notSignedIn();
    const { personId: id, name, language } = actor;
    return {
      person: { id, name, language, timeZone: row.timeZone },
      email: row.email,
      roles: [...new Set(actor.grants.map(({ role }) => role))],
      grants: [...actor.grants],
      permissions: permissionsOf(actor),
      standsInFor: row.standsInFor,
      substitutes: row.substitutes,
    };
  }
}

type Found = Pick<MeDto, 'email' | 'standsInFor' | 'substitutes'> & { timeZone: string };

/** The substitutions that run now in which the person has the one part, with who has the other. */
const running = (part: 'person_id' | 'substitute_id', other: 'person_id' | 'substitute_id') => `
  coalesce((
    select json_agg(json_build_object('id', s.id, 'person', ${personNamed('other')}, 'from', s.from_day, 'to', s.to_day)
      order by s.id)
    from substitution s join person other on other.id = s.${other}
    where s.${part} = person.id and s.ended_at is null and s.starts_at <= $2 and s.ends_at > $2
  ), '[]')
`;

const select = `
  select account.email, person.time_zone as "timeZone",
    ${running('substitute_id', 'person_id')} as "standsInFor", ${running('person_id', 'substitute_id')} as substitutes
  from account join person on person.id = account.person_id
  where account.id = $1
`;
