import { Injectable } from '@nestjs/common';
import { EventLog, type NewEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Actor, grantFor } from '#libs/identity';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import type { EvidenceItem } from './evidence.queries.js';

/** Writes what people do with evidence into the log. */
@Injectable()
export class EvidenceEvents {
  constructor(
    private readonly log: EventLog,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  now(): Date {
    return this.calendar.now();
  }

  /** One event per entry of `data`, in the same transaction as the change. */
  async write(
    tx: Tx,
    kind: 'add-evidence' | 'change-evidence' | 'remove-evidence',
    actor: Actor,
    changes: { item: EvidenceItem; data: Record<string, unknown> }[],
  ): Promise<void> {
    const recordedAt = this.now();
    const events = await Promise.all(
      changes.map(async ({ item, data }): Promise<NewEvent> => {
        const { region, programme, leadDepartment: department } = item;
        const grant = grantFor(actor, 'evidence.add', { region });
        return {
          kind,
          programme,
          region,
          department,
          actorPersonId: actor.personId,
          actorRole: grant?.role,
          onBehalfOf: grant?.onBehalfOf?.personId,
          data: { workItemId: item.id, ...data },
          effectiveOn: await this.reference.today(programme, recordedAt),
          recordedAt,
        };
      }),
    );
    if (events.length > 0) await this.log.append(tx, events);
  }
}
