import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { notSignedIn } from '#libs/platform';
import type { Actor } from '../actor.js';
import { permissionsOf } from '../permissions.js';
import type { MeDto } from './me.dto.js';

/** What a person is told about themself. */
@Injectable()
export class MeQueries {
  constructor(private readonly database: Database) {}

  async of(actor: Actor): Promise<MeDto> {
    const row = await this.database.row<{ email: string; timeZone: string }>(select, [actor.accountId]);
    if (!row) throw notSignedIn();
    const { personId: id, name, language } = actor;
    return {
      person: { id, name, language, timeZone: row.timeZone },
      email: row.email,
      roles: [...new Set(actor.grants.map(({ role }) => role))],
      grants: [...actor.grants],
      permissions: permissionsOf(actor),
    };
  }
}

const select = `
  select account.email, person.time_zone as "timeZone"
  from account join person on person.id = account.person_id
  where account.id = $1
`;
