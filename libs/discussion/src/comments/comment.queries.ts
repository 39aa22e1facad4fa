import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { type Cursor, encodeCursor } from '#libs/implementation';
import type { Text } from '#libs/platform';
import type { ThreadAudience } from '../discussion.policy.js';

type Reads = Pick<Database | Tx, 'rows' | 'row'>;

export interface Person {
  id: string;
  name: Text;
}

/** A comment as it reads now. Times within JSON are ISO 8601 texts. */
export interface CommentRow {
  id: string;
  threadId: string;
  place: number;
  author: Person;
  onBehalfOf: Person | null;
  role: string;
  side: 'region' | 'ministry';
  version: number;
  body: string;
  mentions: Person[];
  writtenAt: Date;
  editedAt: Date | null;
  withdrawnAt: Date | null;
}

export interface ThreadRow {
  id: string;
  workItemId: string;
  submissionId: string | null;
  audience: ThreadAudience;
  openedBy: string;
  openedAt: Date;
  resolvedAt: Date | null;
  resolvedBy: Person | null;
  /** How many comments it has, the first included. */
  size: number;
}

/** One text that a comment had. */
export interface FormerText {
  version: number;
  body: string;
  writtenAt: Date;
}

export interface ThreadFilter {
  workItemId: string;
  submissionId?: string;
  audiences: readonly ThreadAudience[];
  resolved?: boolean;
  limit: number;
  after?: Cursor;
}

/** Replies that come with their first comment; the rest has pages of its own. */
export const repliesShown = 20;

const personOf = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en))`;

/** Persons with these ids, in the order in which they were named. */
export const personsNamed = (ids: string) => `
  (select coalesce(jsonb_agg(${personOf('m')} order by array_position(${ids}, m.id)), '[]')
   from person m where m.id = any(${ids}))`;

const commentColumns = `
  c.id, c.thread_id as "threadId", c.place, ${personOf('author')} as author, c.role, c.side, c.version, x.body,
  case when absent.id is not null then ${personOf('absent')} end as "onBehalfOf", ${personsNamed('x.mentions')} as mentions,
  c.written_at as "writtenAt", case when c.version > 1 then x.written_at end as "editedAt", c.withdrawn_at as "withdrawnAt"
  from comment c
  join comment_text x on x.comment_id = c.id and x.version = c.version
  join person author on author.id = c.author
  left join person absent on absent.id = c.on_behalf_of`;

const threadColumns = `
  t.id, t.work_item_id as "workItemId", t.submission_id as "submissionId", t.audience, t.opened_by as "openedBy",
  t.opened_at as "openedAt", t.resolved_at as "resolvedAt",
  case when resolver.id is not null then ${personOf('resolver')} end as "resolvedBy",
  (select count(*)::integer from comment c where c.thread_id = t.id) as size`;

const threadPage = `
  select ${threadColumns}, array[t.opened_at::text, t.id::text] as key
  from comment_thread t left join person resolver on resolver.id = t.resolved_by
  where t.work_item_id = $1 and ($2::uuid is null or t.submission_id = $2) and t.audience = any($3::text[])
    and ($4::boolean is null or (t.resolved_at is not null) = $4)
    and ($5::text is null or (t.opened_at, t.id) < ($5::text::timestamptz, $6::text::uuid))
  order by t.opened_at desc, t.id desc limit $7`;

const threadOf = `
  select ${threadColumns} from comment_thread t left join person resolver on resolver.id = t.resolved_by
  where t.id = (select thread_id from comment where id = $1)`;

const firstOfThreads = `
  select ${commentColumns} where c.thread_id = any($1::uuid[]) and c.place <= $2 order by c.thread_id, c.place`;

const repliesPage = `
  select ${commentColumns} where c.thread_id = $1 and c.place > $2 order by c.place limit $3`;

const one = `select ${commentColumns} where c.id = $1`;

const formerTexts = `
  select version, body, written_at as "writtenAt" from comment_text where comment_id = $1 order by version`;

/** Reads threads and comments. Whoever asks has settled before who may read them. */
@Injectable()
export class CommentQueries {
  constructor(private readonly database: Database) {}

  /** A page of threads, the newest first. */
  async threads(filter: ThreadFilter): Promise<{ rows: ThreadRow[]; nextCursor: string | null }> {
    const { workItemId, submissionId, audiences, resolved, limit, after } = filter;
    const rows = await this.database.rows<ThreadRow & { key: string[] }>(threadPage, [
      workItemId,
      submissionId ?? null,
      audiences,
      resolved ?? null,
      after?.values[0] ?? null,
      after?.values[1] ?? null,
      limit + 1,
    ]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit).map(({ key: _, ...row }) => row),
      nextCursor: last ? encodeCursor({ sort: 'threads', values: last.key }) : null,
    };
  }

  /** The thread that a comment belongs to. */
  async threadOf(commentId: string, from: Reads = this.database): Promise<ThreadRow | undefined> {
    return from.row<ThreadRow>(threadOf, [commentId]);
  }

  /** The first comments of threads with the replies that come with them, in order. */
  async shownOf(threadIds: readonly string[], from: Reads = this.database): Promise<CommentRow[]> {
    return from.rows<CommentRow>(firstOfThreads, [threadIds, repliesShown]);
  }

  /** A page of replies, the oldest first. `after` is a place in the thread. */
  async replies(
    threadId: string,
    limit: number,
    after = 0,
  ): Promise<{ rows: CommentRow[]; nextCursor: string | null }> {
    const rows = await this.database.rows<CommentRow>(repliesPage, [threadId, after, limit + 1]);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { rows: rows.slice(0, limit), nextCursor: last ? repliesAfter(last.place) : null };
  }

  async one(id: string, from: Reads = this.database): Promise<CommentRow | undefined> {
    return from.row<CommentRow>(one, [id]);
  }

  /** Every text that a comment had, the present one last. */
  async texts(id: string): Promise<FormerText[]> {
    return this.database.rows<FormerText>(formerTexts, [id]);
  }
}

/** The cursor of the replies that follow a place of the thread. */
export function repliesAfter(place: number): string {
  return encodeCursor({ sort: 'replies', values: [String(place)] });
}
