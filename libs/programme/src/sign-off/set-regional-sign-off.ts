import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Actor, grantFor } from '#libs/identity';
import { Calendar, notFound } from '#libs/platform';
import { Reference } from '../reference.js';

const lock = 'select regional_sign_off as "on" from programme where code = $1 for no key update';
const set = 'update programme set regional_sign_off = $2 where code = $1';

/**
 * A coordinator says whether a lead of the region has to sign off what goes to the ministry (内审). It holds for what is
 * sent from now on; what lies with the ministry stays there.
 */
@Injectable()
export class SetRegionalSignOff {
  constructor(
    private readonly events: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, actor: Actor, programme: string, on: boolean): Promise<void> {
    const before = await tx.row<{ on: boolean }>(lock, [programme]);
    if (!before) throw notFound({ zh: '试点', en: 'programme' });
    if (before.on === on) return;
    const now = this.calendar.now();
    const grant = grantFor(actor, 'sign-off.set');
    await tx.change(set, [programme, on]);
    await this.events.append(tx, [
      {
        kind: 'set-regional-sign-off',
        programme,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf: grant?.onBehalfOf?.personId,
        data: { before: before.on, after: on },
        effectiveOn: await this.reference.today(programme, now),
        recordedAt: now,
      },
    ]);
  }
}
