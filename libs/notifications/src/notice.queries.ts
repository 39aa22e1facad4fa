import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { NoticeCursor } from './notice.cursor.js';
import type { Text } from '#libs/platform';
import type { EventKind } from './event-kinds.js';
import type { Audience } from './routing.rules.js';

/** A notice with what is needed to word it. */
export interface NoticeRow {
  id: string;
  kind: EventKind;
  audience: Audience;
  submissionId: string | null;
  createdAt: Date;
  readAt: Date | null;
  /** What the actor gave as the reason. */
  note: string | null;
  item: { id: string; programme: string; measure: number; task: number; region: string; leadDepartment: string } | null;
  programme: string | null;
  /** Where the event itself belongs. */
  region: string | null;
  department: string | null;
  data: Record<string, unknown>;
  actor: Text | null;
  /** Whom the event names besides its actor: who takes over, who stands in, who is named head. */
  person: Text | null;
  /** Who is away. */
  absent: Text | null;
  /** Where it stands in the list. */
  key: NoticeCursor;
}

export interface NoticeFilter {
  personId: string;
  /** True for unread ones only, false for read ones only. */
  unread?: boolean;
  limit: number;
  after?: NoticeCursor;
}

const nameOf = (id: string) =>
  `(select jsonb_build_object('zh', p.name_zh, 'en', p.name_en) from person p where p.id = (${id})::uuid)`;

const columns = `
  n.id, n.kind, n.audience, n.submission_id as "submissionId", n.created_at as "createdAt", n.read_at as "readAt",
  n.programme, e.reason as note, e.region, e.department, ${nameOf('e.actor_person_id')} as actor,
  case e.kind when 'hand-over' then ${nameOf(`e.data ->> 'to'`)}
    when 'name-department-head' then ${nameOf(`e.data ->> 'head'`)}
    when 'name-substitute' then ${nameOf(`e.data ->> 'substitute'`)}
    when 'end-substitution' then ${nameOf(`e.data ->> 'substitute'`)} end as person,
  case when e.kind in ('name-substitute', 'end-substitution') then ${nameOf(`e.data ->> 'person'`)} end as absent,
  e.data || case when s.kind is null then '{}' else jsonb_build_object('submissionKind', s.kind) end as data,
  case when w.id is not null then jsonb_build_object('id', w.id, 'programme', w.programme, 'measure', w.measure, 'task', w.task, 'region', w.region,
    'leadDepartment', w.lead_department) end as item,
  jsonb_build_object('createdAt', n.created_at::text, 'eventSeq', n.event_seq::text) as key
  from notice n join event e on e.seq = n.event_seq left join work_item w on w.id = n.work_item_id
  left join submission s on s.id = n.submission_id`;

const byId = `select ${columns} where n.id = $1`;

const page = `
  select ${columns}
  where n.person_id = $1 and ($2::boolean is null or (n.read_at is null) = $2)
    and ($3::text is null or (n.created_at, n.event_seq) < ($3::timestamptz, $4::bigint))
  order by n.created_at desc, n.event_seq desc limit $5`;

const unread = 'select count(*)::integer as count from notice where person_id = $1 and read_at is null';

const markRead = `
  update notice set read_at = coalesce(read_at, $3) where id = $1 and person_id = $2 returning read_at as "readAt"`;

const markAllRead = 'update notice set read_at = $2 where person_id = $1 and read_at is null';

/** Reads notices and notes that they were read; always of one person alone. */
@Injectable()
export class NoticeQueries {
  constructor(private readonly database: Database) {}

  async one(id: string): Promise<NoticeRow | undefined> {
    return this.database.row<NoticeRow>(byId, [id]);
  }

  /** A page, newest first. */
  async page({
    personId,
    unread: only,
    limit,
    after,
  }: NoticeFilter): Promise<{ rows: NoticeRow[]; next?: NoticeCursor }> {
    const parameters = [personId, only ?? null, after?.createdAt ?? null, after?.eventSeq ?? null, limit + 1];
    const rows = await this.database.rows<NoticeRow>(page, parameters);
    const next = rows.length > limit ? rows[limit - 1]?.key : undefined;
    return { rows: rows.slice(0, limit), next };
  }

  async unread(personId: string): Promise<number> {
    return (await this.database.row<{ count: number }>(unread, [personId]))?.count ?? 0;
  }

  /** When it was read first; undefined when this person has no such notice. `at` is business time. */
  async markRead(tx: Tx, id: string, personId: string, at: Date): Promise<Date | undefined> {
    return (await tx.row<{ readAt: Date }>(markRead, [id, personId, at]))?.readAt;
  }

  /** Returns how many were unread. */
  async markAllRead(tx: Tx, personId: string, at: Date): Promise<number> {
    return tx.change(markAllRead, [personId, at]);
  }
}
