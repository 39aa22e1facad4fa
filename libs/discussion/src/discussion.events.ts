import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor, Grant } from '#libs/identity';
import { Reference } from '#libs/programme';
import type { Place } from './place.js';

export type DiscussionKind =
  | 'comment'
  | 'edit-comment'
  | 'withdraw-comment'
  | 'resolve-comment'
  | 'reopen-comment'
  | 'write-note'
  | 'follow-item'
  | 'unfollow-item';

export interface Said {
  kind: DiscussionKind;
  actor: Actor;
  /** The grant with which the actor speaks. */
  grant?: Grant;
  place: Place;
  /** Whose matter it is: an event names the region or the department only where that side may know of it. */
  matter: 'shared' | 'region' | 'ministry';
  submissionId?: string;
  data: Record<string, unknown>;
  now: Date;
}

/** The absent person for whom somebody speaks with this grant. */
export function absentOf(grant: Grant | undefined): string | undefined {
  return grant?.onBehalfOf?.personId;
}

/** Writes what people say and follow into the log. These events are no moves, so that no item's history tells of them. */
@Injectable()
export class DiscussionEvents {
  constructor(
    private readonly log: EventLog,
    private readonly reference: Reference,
  ) {}

  async write(tx: Tx, { kind, actor, grant, place, matter, submissionId, data, now }: Said): Promise<void> {
    await this.log.append(tx, [
      {
        kind,
        programme: place.programme,
        region: matter === 'ministry' ? undefined : place.region,
        department: matter === 'region' ? undefined : place.leadDepartment,
        submissionId,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf: absentOf(grant),
        data: { workItemId: place.workItemId, ...data },
        effectiveOn: await this.reference.today(place.programme, now),
        recordedAt: now,
      },
    ]);
  }
}
