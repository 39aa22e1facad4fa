import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import { resolveAuthority, type ThreadAudience, writeBlockers } from '../discussion.policy.js';
import type { Subject } from '../place.js';
import {
  authorBlockers,
  editBlockers,
  reopenBlockers,
  replyBlockers,
  resolveBlockers,
  withdrawBlockers,
} from './comment.rules.js';
import { type CommentRow, repliesAfter, repliesShown, type ThreadRow } from './comment.queries.js';

export const audienceTexts: Record<ThreadAudience, Text> = {
  shared: { zh: '本地区与主责、配合部门可见', en: 'seen by the region and the departments of the measure' },
  region: { zh: '仅本地区可见', en: 'seen by the region only' },
};

type Acts = Record<string, Blocker[]>;

/** Turns threads and comments into what this person may read and do. */
@Injectable()
export class CommentPresenter {
  /** A thread with its first comment and the replies that come with it. */
  thread(thread: ThreadRow, comments: readonly CommentRow[], subject: Subject, actor: Actor) {
    const own = comments.filter(({ threadId }) => threadId === thread.id);
    const { resolvedAt, resolvedBy, size } = thread;
    const authority = resolveAuthority(actor, subject, thread.openedBy);
    return {
      id: thread.id,
      workItemId: thread.workItemId,
      submissionId: thread.submissionId,
      audience: thread.audience,
      audienceText: audienceTexts[thread.audience],
      openedAt: thread.openedAt,
      resolved: resolvedAt && resolvedBy ? { by: resolvedBy, at: resolvedAt } : null,
      first: own.filter(({ place }) => place === 0).map((row) => this.comment(row, thread, subject, actor))[0],
      replies: own.filter(({ place }) => place > 0).map((row) => this.comment(row, thread, subject, actor)),
      replyCount: size - 1,
      nextReplies: size - 1 > repliesShown ? repliesAfter(repliesShown) : null,
      ...abilities({
        reply: [...writeBlockers(actor, subject), ...replyBlockers({ resolvedAt, size })],
        resolve: [...authority, ...resolveBlockers({ resolvedAt, size })],
        reopen: [...authority, ...reopenBlockers({ resolvedAt, size })],
      }),
    };
  }

  /** A comment. What was withdrawn keeps its place without its words. */
  comment(row: CommentRow, thread: ThreadRow, subject: Subject, actor: Actor) {
    const { body, author, withdrawnAt, mentions } = row;
    const state = { author: author.id, version: row.version, writtenAt: row.writtenAt, withdrawnAt };
    const authority = [...writeBlockers(actor, subject), ...authorBlockers(state, actor.personId)];
    return {
      id: row.id,
      threadId: row.threadId,
      author,
      onBehalfOf: row.onBehalfOf,
      role: row.role,
      side: row.side,
      version: row.version,
      text: withdrawnAt ? null : body,
      mentions: withdrawnAt ? [] : mentions,
      writtenAt: row.writtenAt,
      editedAt: row.editedAt,
      edits: row.version - 1,
      withdrawnAt,
      ...abilities({
        edit: [...authority, ...editBlockers(state, thread, subject.now)],
        withdraw: [...authority, ...withdrawBlockers(state)],
      }),
    };
  }

  /** Whether this person reads the former texts of a comment: those of a withdrawn one only who reads everything. */
  showsTexts(row: CommentRow, actor: Actor): boolean {
    return row.withdrawnAt === null || holdsRole(actor, 'auditor');
  }
}

function abilities(acts: Acts) {
  const entries = Object.entries(acts);
  return {
    can: Object.fromEntries(entries.map(([act, reasons]) => [act, reasons.length === 0])),
    blockers: entries.filter(([, reasons]) => reasons.length > 0).map(([act, reasons]) => ({ act, reasons })),
  };
}
