import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { forbidden, illegalMove } from '#libs/platform';
import { resolveAuthority, writingGrant } from '../discussion.policy.js';
import { DiscussionEvents } from '../discussion.events.js';
import { reopenBlockers, resolveBlockers } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { lockVisible } from './lock-visible.js';
import { notFirst } from './write-comment.js';

/** Closes a thread, or opens it again. Two who do it at once hear of each other by the state, so it takes no version. */
@Injectable()
export class ResolveThread {
  constructor(
    private readonly store: CommentStore,
    private readonly events: DiscussionEvents,
  ) {}

  async run(tx: Tx, to: 'resolved' | 'open', threadId: string, actor: Actor): Promise<void> {
    const { thread, comment } = await lockVisible(this.store, tx, threadId, actor);
    const { subject } = thread;
    const authority = resolveAuthority(actor, subject, thread.openedBy);
    if (authority.length > 0) throw forbidden(authority);
    if (comment.place !== 0) throw notFirst(thread.id);
    const resolves = to === 'resolved';
    const illegal = resolves ? resolveBlockers(thread) : reopenBlockers(thread);
    if (illegal.length > 0) throw illegalMove(illegal);
    await this.store.resolve(tx, threadId, resolves ? actor.personId : null, resolves ? subject.now : null);
    await this.events.write(tx, {
      kind: resolves ? 'resolve-comment' : 'reopen-comment',
      actor,
      grant: writingGrant(actor, subject),
      place: subject,
      matter: thread.audience,
      submissionId: subject.submission?.id,
      data: { commentId: threadId, threadId, openedBy: thread.openedBy },
      now: subject.now,
    });
  }
}
