import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { conflict, type DomainError, forbidden, illegalMove, notFound } from '#libs/platform';
import { audienceFor, mayReadThread, maySeeDiscussion, writeBlockers, writingGrant } from '../discussion.policy.js';
import { absentOf, DiscussionEvents } from '../discussion.events.js';
import { Mentions } from '../mentions.js';
import type { Subject } from '../place.js';
import { Places } from '../places.js';
import type { NewComment } from './comment.js';
import { CommentStore } from './comment.store.js';
import { mostThreads, replyBlockers } from './comment.rules.js';
import { lockVisible } from './lock-visible.js';

export interface Saying {
  actor: Actor;
  text: string;
  mentions?: readonly string[];
}

export type Addressee = { workItemId: string } | { submissionId: string };

/** Says something about a work item or one of its submissions: a first comment, or a reply to one. */
@Injectable()
export class WriteComment {
  constructor(
    private readonly places: Places,
    private readonly store: CommentStore,
    private readonly mentions: Mentions,
    private readonly events: DiscussionEvents,
  ) {}

  /** Begins a thread; returns the id that it shares with its first comment. */
  async begin(tx: Tx, to: Addressee, saying: Saying): Promise<string> {
    const subject = await this.find(tx, to);
    const { actor } = saying;
    if (!subject || !maySeeDiscussion(actor, subject)) throw unknown(to);
    const audience = audienceFor(subject.submission);
    const blockers = writeBlockers(actor, subject);
    // A draft is unknown to the ministry, the item is not.
    if (audience === 'region' && !mayReadThread(actor, subject, audience)) throw unknown(to);
    if (blockers.length > 0) throw forbidden(blockers);
    if ((await this.store.countThreads(tx, subject.workItemId)) >= mostThreads) throw tooMany();
    const id = randomUUID();
    const comment = await this.comment(tx, saying, subject, { id, threadId: id, audience, place: 0 });
    await this.store.openThread(tx, subject, comment);
    await this.tell(tx, saying, subject, comment);
    return id;
  }

  /** Answers a first comment; returns the id of the reply. */
  async reply(tx: Tx, threadId: string, saying: Saying): Promise<string> {
    const { actor } = saying;
    const { thread, comment: first } = await lockVisible(this.store, tx, threadId, actor);
    const { subject, audience } = thread;
    const authority = writeBlockers(actor, subject);
    if (authority.length > 0) throw forbidden(authority);
    if (first.place !== 0) throw notFirst(thread.id);
    const illegal = replyBlockers(thread);
    if (illegal.length > 0) throw illegalMove(illegal);
    const place = { id: randomUUID(), threadId, audience, place: thread.size };
    const comment = await this.comment(tx, saying, subject, place);
    await this.store.add(tx, comment);
    await this.tell(tx, saying, subject, comment);
    return comment.id;
  }

  private find(tx: Tx, to: Addressee): Promise<Subject | undefined> {
    return 'workItemId' in to ? this.places.ofItem(tx, to.workItemId) : this.places.ofSubmission(tx, to.submissionId);
  }

  private async comment(
    tx: Tx,
    { actor, text, mentions }: Saying,
    subject: Subject,
    place: Pick<NewComment, 'id' | 'threadId' | 'audience' | 'place'>,
  ): Promise<NewComment> {
    const grant = writingGrant(actor, subject)!;
    return {
      ...place,
      author: actor.personId,
      onBehalfOf: absentOf(grant) ?? null,
      role: grant.role,
      side: grant.region === undefined ? 'ministry' : 'region',
      body: text,
      mentions: await this.mentions.check(tx, mentions, (person) => mayReadThread(person, subject, place.audience)),
      at: subject.now,
    };
  }

  private async tell(tx: Tx, { actor }: Saying, subject: Subject, { id, threadId, audience, mentions }: NewComment) {
    await this.events.write(tx, {
      kind: 'comment',
      actor,
      grant: writingGrant(actor, subject),
      place: subject,
      matter: audience,
      submissionId: subject.submission?.id,
      data: { commentId: id, threadId, mentions },
      now: subject.now,
    });
  }
}

function unknown(to: Addressee): DomainError {
  return notFound('workItemId' in to ? { zh: '工作项', en: 'work item' } : { zh: '报送', en: 'submission' });
}

function tooMany(): DomainError {
  return conflict('too-many-threads', {
    zh: `一个工作项最多 ${mostThreads} 个讨论。`,
    en: `A work item takes ${mostThreads} threads at most.`,
  });
}

/** There is one level of replies. */
export function notFirst(threadId: string): DomainError {
  return conflict(
    'not-first-comment',
    { zh: '请针对该讨论的首条评论办理。', en: 'This is done with the first comment of the thread.' },
    { threadId },
  );
}
