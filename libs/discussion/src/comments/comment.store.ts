import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Places } from '../places.js';
import type { Subject } from '../place.js';
import type { Comment, NewComment, Thread } from './comment.js';

interface Row extends Omit<Thread, 'subject' | 'size'> {
  size: number;
  subject: Omit<Subject, 'supportingDepartments' | 'now'>;
  dbNow: Date;
}

const waitForThread = `
  select from comment_thread where id = (select thread_id from comment where id = $1) for update`;

/** A second statement, so that it sees what others committed while the first waited for its lock. */
const thread = `
  select t.id, t.audience, t.opened_by as "openedBy", t.resolved_at as "resolvedAt", clock_timestamp() as "dbNow",
    (select count(*)::integer from comment c where c.thread_id = t.id) as size,
    jsonb_build_object('workItemId', w.id, 'programme', w.programme, 'measure', w.measure, 'region', w.region,
      'leadDepartment', w.lead_department,
      'submission', case when s.id is not null then jsonb_build_object('id', s.id, 'round', s.round) end) as subject
  from comment_thread t join work_item w on w.id = t.work_item_id left join submission s on s.id = t.submission_id
  where t.id = (select thread_id from comment where id = $1)`;

const comment = `
  select c.id, c.place, c.author, c.version, c.written_at as "writtenAt", c.withdrawn_at as "withdrawnAt", x.mentions
  from comment c join comment_text x on x.comment_id = c.id and x.version = c.version where c.id = $1`;

const insertThread = `
  insert into comment_thread (id, work_item_id, submission_id, audience, opened_by, opened_at)
  values ($1, $2, $3, $4, $5, $6)`;

const insertComment = `
  insert into comment (id, thread_id, audience, place, author, on_behalf_of, role, side, written_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const insertText = `
  insert into comment_text (comment_id, version, body, mentions, written_at) values ($1, $2, $3, $4, $5)`;

/** Locks threads and writes comments; the only place that writes to their tables. */
@Injectable()
export class CommentStore {
  constructor(
    private readonly places: Places,
    private readonly calendar: Calendar,
  ) {}

  /** The comment with its thread, locked; undefined when there is none. */
  async lock(tx: Tx, commentId: string): Promise<{ thread: Thread; comment: Comment } | undefined> {
    const [, row, found] = await Promise.all([
      tx.row(waitForThread, [commentId]),
      tx.row<Row>(thread, [commentId]),
      tx.row<Comment>(comment, [commentId]),
    ]);
    if (!row || !found) return undefined;
    const { dbNow, subject, ...rest } = row;
    const supportingDepartments = await this.places.supporting(subject.programme, subject.measure);
    const whole = { ...subject, supportingDepartments, now: this.calendar.at(dbNow) };
    return { thread: { ...rest, subject: whole }, comment: found };
  }

  async countThreads(tx: Tx, workItemId: string): Promise<number> {
    const row = await tx.row<{ count: number }>(
      'select count(*)::integer as count from comment_thread where work_item_id = $1',
      [workItemId],
    );
    return row?.count ?? 0;
  }

  async openThread(tx: Tx, subject: Subject, first: NewComment): Promise<void> {
    const { id, audience, author, at } = first;
    await tx.change(insertThread, [id, subject.workItemId, subject.submission?.id ?? null, audience, author, at]);
    await this.add(tx, first);
  }

  async add(tx: Tx, { id, threadId, audience, place, author, onBehalfOf, role, side, body, mentions, at }: NewComment) {
    await tx.change(insertComment, [id, threadId, audience, place, author, onBehalfOf, role, side, at]);
    await tx.change(insertText, [id, 1, body, mentions, at]);
  }

  /** Adds a text; the former ones stay. */
  async edit(tx: Tx, id: string, version: number, body: string, mentions: string[], at: Date): Promise<void> {
    await tx.change(insertText, [id, version, body, mentions, at]);
    await tx.change('update comment set version = $2 where id = $1', [id, version]);
  }

  async withdraw(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.change('update comment set withdrawn_at = $2 where id = $1', [id, at]);
  }

  /** `at` null reopens the thread. */
  async resolve(tx: Tx, id: string, by: string | null, at: Date | null): Promise<void> {
    await tx.change('update comment_thread set resolved_by = $2, resolved_at = $3 where id = $1', [id, by, at]);
  }
}
