import type { Blocker } from '#libs/platform';

/** Most characters of a comment or note. */
export const longestText = 5_000;
export const mostMentions = 20;
/** Most replies under one first comment. */
export const mostReplies = 200;
/** Most threads on one work item. */
export const mostThreads = 1_000;
/** Times that a comment can be edited. */
export const mostEdits = 20;
/** Hours within which a comment can be edited, so that nobody finds an answer under another question. */
export const editableHours = 24;

const hour = 60 * 60 * 1_000;

export interface CommentState {
  author: string;
  version: number;
  writtenAt: Date;
  withdrawnAt: Date | null;
}

export interface ThreadState {
  resolvedAt: Date | null;
  /** How many comments it has, the first included. */
  size: number;
}

/** Why nothing can be added to the thread as it stands. */
export function replyBlockers({ resolvedAt, size }: ThreadState): Blocker[] {
  return [...(resolvedAt ? [threadResolved] : []), ...(size > mostReplies ? [threadFull] : [])];
}

/** Why the comment cannot be edited as it stands. */
export function editBlockers(comment: CommentState, { resolvedAt }: ThreadState, now: Date): Blocker[] {
  if (comment.withdrawnAt) return [withdrawn];
  const late = now.getTime() - comment.writtenAt.getTime() > editableHours * hour;
  return [
    ...(resolvedAt ? [threadResolved] : []),
    ...(late ? [tooLate] : []),
    ...(comment.version > mostEdits ? [editedOften] : []),
  ];
}

/** Why the comment cannot be withdrawn as it stands. */
export function withdrawBlockers({ withdrawnAt }: CommentState): Blocker[] {
  return withdrawnAt ? [withdrawn] : [];
}

export function resolveBlockers({ resolvedAt }: ThreadState): Blocker[] {
  return resolvedAt ? [alreadyResolved] : [];
}

export function reopenBlockers({ resolvedAt }: ThreadState): Blocker[] {
  return resolvedAt ? [] : [notResolved];
}

/** Only its author changes what a comment says. */
export function authorBlockers({ author }: CommentState, personId: string): Blocker[] {
  return author === personId ? [] : [notAuthor];
}

/** The refusal of mentions that would reach somebody who may not read this; `name` is the person's or the id. */
export function mentionFault(index: number, personId: string, name: { zh: string; en: string } | undefined): Blocker {
  const { zh, en } = name ?? { zh: personId, en: personId };
  return {
    code: 'mention-cannot-see',
    pointer: `/mentions/${index}`,
    message: {
      zh: `不能提及${zh}：其无权查看此内容。`,
      en: `${en} cannot be mentioned: this person may not see this.`,
    },
  };
}

function blocker(code: string, zh: string, en: string): Blocker {
  return { code, message: { zh, en } };
}

const notAuthor = blocker('not-author', '只有作者本人可以修改。', 'Only its author can change it.');
const withdrawn = blocker('comment-withdrawn', '该评论已撤回。', 'The comment has been withdrawn.');
const threadResolved = blocker(
  'thread-resolved',
  '该讨论已解决，请先重新打开。',
  'The thread is resolved; reopen it first.',
);
const threadFull = blocker(
  'thread-full',
  `一个讨论最多 ${mostReplies} 条回复。`,
  `A thread takes ${mostReplies} replies at most.`,
);
const tooLate = blocker(
  'edit-too-late',
  `评论发表 ${editableHours} 小时后不能再修改。`,
  `A comment can be edited for ${editableHours} hours only.`,
);
const editedOften = blocker(
  'edited-too-often',
  `一条评论最多修改 ${mostEdits} 次。`,
  `A comment can be edited ${mostEdits} times at most.`,
);
const alreadyResolved = blocker('already-resolved', '该讨论已解决。', 'The thread is resolved already.');
const notResolved = blocker('not-resolved', '该讨论尚未解决。', 'The thread is not resolved.');
