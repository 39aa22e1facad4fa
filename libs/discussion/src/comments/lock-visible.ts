import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { type DomainError, notFound } from '#libs/platform';
import { mayReadThread } from '../discussion.policy.js';
import type { Comment, Thread } from './comment.js';
import type { CommentStore } from './comment.store.js';

/** A comment with its thread, locked. Throws 404 for one that does not exist and one that this person may not read alike. */
export async function lockVisible(
  store: CommentStore,
  tx: Tx,
  commentId: string,
  actor: Actor,
): Promise<{ thread: Thread; comment: Comment }> {
  const found = await store.lock(tx, commentId);
  if (!found || !mayReadThread(actor, found.thread.subject, found.thread.audience)) throw noSuchComment();
  return found;
}

export function noSuchComment(): DomainError {
  return notFound({ zh: '评论', en: 'comment' });
}
