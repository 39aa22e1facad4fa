import type { ThreadAudience } from '../discussion.policy.js';
import type { Subject } from '../place.js';
import type { CommentState, ThreadState } from './comment.rules.js';

/** A thread under its lock. */
export interface Thread extends ThreadState {
  /** The id of its first comment. */
  id: string;
  audience: ThreadAudience;
  openedBy: string;
  subject: Subject;
}

/** A comment under its thread's lock. */
export interface Comment extends CommentState {
  id: string;
  /** 0 for the first of its thread. */
  place: number;
  mentions: string[];
}

/** A comment to be written. */
export interface NewComment {
  id: string;
  threadId: string;
  audience: ThreadAudience;
  place: number;
  author: string;
  onBehalfOf: string | null;
  role: string;
  side: 'region' | 'ministry';
  body: string;
  mentions: string[];
  at: Date;
}
