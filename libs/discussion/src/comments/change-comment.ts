import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { type Blocker, forbidden, illegalMove, staleVersion } from '#libs/platform';
import { mayReadThread, writeBlockers, writingGrant } from '../discussion.policy.js';
import { DiscussionEvents, type DiscussionKind } from '../discussion.events.js';
import { Mentions } from '../mentions.js';
import type { Comment, Thread } from './comment.js';
import { authorBlockers, editBlockers, withdrawBlockers } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { lockVisible } from './lock-visible.js';
import type { Saying } from './write-comment.js';

type Found = { thread: Thread; comment: Comment };

/** Its author edits or withdraws a comment. Nothing is forgotten: former texts are kept. */
@Injectable()
export class ChangeComment {
  constructor(
    private readonly store: CommentStore,
    private readonly mentions: Mentions,
    private readonly events: DiscussionEvents,
  ) {}

  /** `seen` is the version of the comment that its author saw. */
  async edit(tx: Tx, commentId: string, seen: number, { actor, text, mentions }: Saying): Promise<void> {
    const found = await this.own(tx, commentId, seen, actor, ({ comment, thread }) =>
      editBlockers(comment, thread, thread.subject.now),
    );
    const { thread, comment } = found;
    const { subject, audience } = thread;
    const mayRead = (person: Actor) => mayReadThread(person, subject, audience);
    const told = mentions ? await this.mentions.check(tx, mentions, mayRead) : comment.mentions;
    const version = comment.version + 1;
    await this.store.edit(tx, comment.id, version, text, told, subject.now);
    // Whoever was mentioned before has been told.
    await this.tell(tx, 'edit-comment', found, actor, {
      version,
      mentions: told.filter((id) => !comment.mentions.includes(id)),
    });
  }

  /** Its text is hidden from everybody but the auditor; its place stays. */
  async withdraw(tx: Tx, commentId: string, seen: number, actor: Actor): Promise<void> {
    const found = await this.own(tx, commentId, seen, actor, ({ comment }) => withdrawBlockers(comment));
    await this.store.withdraw(tx, commentId, found.thread.subject.now);
    await this.tell(tx, 'withdraw-comment', found, actor, {});
  }

  private async own(
    tx: Tx,
    commentId: string,
    seen: number,
    actor: Actor,
    stateBlockers: (found: Found) => Blocker[],
  ): Promise<Found> {
    const found = await lockVisible(this.store, tx, commentId, actor);
    const { thread, comment } = found;
    const authority = [...writeBlockers(actor, thread.subject), ...authorBlockers(comment, actor.personId)];
    if (authority.length > 0) throw forbidden(authority);
    if (seen !== comment.version) throw staleVersion(seen, comment.version);
    const illegal = stateBlockers(found);
    if (illegal.length > 0) throw illegalMove(illegal);
    return found;
  }

  private async tell(tx: Tx, kind: DiscussionKind, found: Found, actor: Actor, data: Record<string, unknown>) {
    const { thread, comment } = found;
    const { subject, audience } = thread;
    await this.events.write(tx, {
      kind,
      actor,
      grant: writingGrant(actor, subject),
      place: subject,
      matter: audience,
      submissionId: subject.submission?.id,
      data: { commentId: comment.id, threadId: thread.id, ...data },
      now: subject.now,
    });
  }
}
