import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { seesWhole } from '#libs/implementation';
import { conflict, type DomainError, notFound } from '#libs/platform';
import { DiscussionEvents } from '../discussion.events.js';
import type { Subject } from '../place.js';
import { Places } from '../places.js';

/** Most items that one person follows: more than a whole programme has in one region, fewer than would be noise. */
export const mostFollowed = 500;

const add = `
  insert into work_item_follower (work_item_id, person_id, since) values ($1, $2, $3)
  on conflict (work_item_id, person_id) do nothing`;

const remove = 'delete from work_item_follower where work_item_id = $1 and person_id = $2';

const count = 'select count(*)::integer as count from work_item_follower where person_id = $1';

/** Who follows a work item is told of what happens to it, as far as the person may see it. Both acts can be repeated. */
@Injectable()
export class Follow {
  constructor(
    private readonly places: Places,
    private readonly events: DiscussionEvents,
  ) {}

  async follow(tx: Tx, workItemId: string, actor: Actor): Promise<void> {
    const place = await this.find(tx, workItemId, actor);
    if ((await tx.change(add, [workItemId, actor.personId, place.now])) === 0) return;
    const row = await tx.row<{ count: number }>(count, [actor.personId]);
    if ((row?.count ?? 0) > mostFollowed) throw tooMany();
    await this.events.write(tx, { kind: 'follow-item', actor, place, matter: 'ministry', data: {}, now: place.now });
  }

  async unfollow(tx: Tx, workItemId: string, actor: Actor): Promise<void> {
    const place = await this.find(tx, workItemId, actor);
    if ((await tx.change(remove, [workItemId, actor.personId])) === 0) return;
    await this.events.write(tx, { kind: 'unfollow-item', actor, place, matter: 'ministry', data: {}, now: place.now });
  }

  private async find(tx: Tx, workItemId: string, actor: Actor): Promise<Subject> {
    const place = await this.places.ofItem(tx, workItemId);
    if (!place || !seesWhole(actor, place)) throw notFound({ zh: '工作项', en: 'work item' });
    return place;
  }
}

function tooMany(): DomainError {
  return conflict('follows-too-many', {
    zh: `一个人最多关注 ${mostFollowed} 个工作项。`,
    en: `A person follows ${mostFollowed} work items at most.`,
  });
}
