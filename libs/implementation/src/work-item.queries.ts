import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { type Cursor, type CursorPart, encodeCursor } from './cursor.js';
import type { StoredAmendment } from './differences/amendment.rules.js';
import { amendmentOfSubmission } from './differences/amendment.sql.js';
import { handlingOfSubmission, partiesOfSubmission } from './submission.queries.js';
import type { SubmissionKind, SubmissionStatus } from './submission.kinds.js';
import type { LocalPlan } from './submission-content.js';
import type { WorkItemStatus } from './work-item.lifecycle.js';

/** A work item as lists show it. */
export interface WorkItemRow {
  id: string;
  programme: string;
  measure: number;
  task: number;
  region: string;
  leadDepartment: string;
  status: WorkItemStatus;
  version: number;
  targetDate: string;
  implementedOn: string | null;
  changedAt: Date;
  submission: {
    id: string;
    kind: SubmissionKind;
    status: SubmissionStatus;
    round: number;
    hands: string[];
    deciders: string[];
    signOffRequestedBy: string | null;
    signedOffBy: string | null;
    acknowledgedBy: string | null;
    holder: string | null;
    /** The day that a report names, for what may be done with it. */
    effectiveOn: string | null;
  } | null;
}

export interface WorkItemWhole extends WorkItemRow {
  plan: LocalPlan | null;
  submissions: {
    id: string;
    kind: SubmissionKind;
    status: SubmissionStatus;
    round: number;
    createdAt: string;
    submittedAt: string | null;
    decidedAt: string | null;
    /** Of an amendment what it changes. */
    amendment?: StoredAmendment | null;
  }[];
}

export const workItemSorts = [
  'measure',
  '-measure',
  'region',
  '-region',
  'targetDate',
  '-targetDate',
  'changedAt',
  '-changedAt',
] as const;
export type WorkItemSort = (typeof workItemSorts)[number];

export interface WorkItemFilter {
  programme: string;
  region?: string;
  task?: number;
  measure?: number;
  department?: string;
  status?: WorkItemStatus;
  /** Regions whose waiting proposals the asker sees; undefined sees all. Elsewhere `proposed` counts as `open`. */
  seesProposedOf?: string[];
  sort: WorkItemSort;
  limit: number;
  after?: Cursor;
}

const submissionOfItem = `
  case when s.id is not null then jsonb_build_object('id', s.id, 'kind', s.kind, 'status', s.status, 'round', s.round,
    'effectiveOn', s.content ->> 'effectiveOn', ${handlingOfSubmission}, ${partiesOfSubmission}) end as submission`;

const columns = `w.id, w.programme, w.measure, w.task, w.region, w.lead_department as "leadDepartment", w.status, w.version,
  w.target_date as "targetDate", w.implemented_on as "implementedOn", w.changed_at as "changedAt", ${submissionOfItem}`;

const openSubmission = `left join submission s on s.work_item_id = w.id and s.status in ('draft', 'submitted', 'returned')`;

const whole = `
  select ${columns}, w.plan,
    (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'status', s.status, 'round', s.round,
       'createdAt', s.created_at, 'submittedAt', s.submitted_at, 'decidedAt', s.decided_at) order by s.created_at), '[]')
     from submission s where s.work_item_id = w.id) as submissions
  from work_item w ${openSubmission}
  where w.id = $1`;

const amendments = `
  select s.id, ${amendmentOfSubmission} as amendment from submission s where s.work_item_id = $1 and s.kind = 'amendment'`;

/** Sort keys, each made total by measure and region. `text` keeps a timestamp's microseconds in the cursor. */
const sortKeys: Record<string, { sql: string; cast: string; part: CursorPart }[]> = {
  measure: [
    { sql: 'w.measure', cast: 'integer', part: 'integer' },
    { sql: 'w.region', cast: 'text', part: 'code' },
  ],
  region: [
    { sql: 'w.region', cast: 'text', part: 'code' },
    { sql: 'w.measure', cast: 'integer', part: 'integer' },
  ],
  targetDate: [
    { sql: 'w.target_date', cast: 'date', part: 'date' },
    { sql: 'w.measure', cast: 'integer', part: 'integer' },
    { sql: 'w.region', cast: 'text', part: 'code' },
  ],
  changedAt: [
    { sql: 'w.changed_at', cast: 'timestamptz', part: 'timestamptz' },
    { sql: 'w.measure', cast: 'integer', part: 'integer' },
    { sql: 'w.region', cast: 'text', part: 'code' },
  ],
};

/** To other regions the order must not tell that somebody is at work; their items count as never changed. */
const changedForRegions = (place: number) =>
  `case when w.region = any($${place}::text[]) then w.changed_at else timestamptz '2000-01-01 00:00:00+00' end`;

/** What the cursors of an order hold. */
export function cursorPartsOf(sort: WorkItemSort): CursorPart[] {
  return (sortKeys[sort.replace('-', '')] ?? []).map(({ part }) => part);
}

/** A row with what its page needs besides: where it stands in the order, and how many there are in all. */
interface PageRow extends WorkItemRow {
  key: string;
  total: number;
}

/** Reads of work items: one method per screen or question. */
@Injectable()
export class WorkItemQueries {
  constructor(private readonly database: Database) {}

  async whole(id: string): Promise<WorkItemWhole | undefined> {
    const item = await this.database.row<WorkItemWhole>(whole, [id]);
    // What amendments change takes a search through the item's life; most items have none.
    if (!item?.submissions.some(({ kind }) => kind === 'amendment')) return item;
    const rows = await this.database.rows<{ id: string; amendment: StoredAmendment }>(amendments, [id]);
    const byId = new Map(rows.map((row) => [row.id, row.amendment]));
    const submissions = item.submissions.map((one) => ({ ...one, amendment: byId.get(one.id) ?? null }));
    return { ...item, submissions };
  }

  /** One page in a stable order, the cursor of the next, and how many there are under the filter. */
  async page(filter: WorkItemFilter): Promise<{ rows: WorkItemRow[]; nextCursor: string | null; total: number }> {
    const { where, parameters } = conditions(filter);
    const descending = filter.sort.startsWith('-');
    const values = [...parameters];
    const keys = (sortKeys[filter.sort.replace('-', '')] ?? []).map((part) => {
      if (part.sql !== 'w.changed_at' || !filter.seesProposedOf) return part;
      values.push(filter.seesProposedOf);
      return { ...part, sql: changedForRegions(values.length) };
    });
    const order = keys.map((key) => `${key.sql} ${descending ? 'desc' : 'asc'}`).join(', ');
    const key = keys.map((part) => `${part.sql}::text`).join(', ');
    const total = `(select count(*) from work_item w where ${where})::integer as total`;
    let page = where;
    if (filter.after) {
      const bounds = keys.map((part, index) => `$${values.length + index + 1}::text::${part.cast}`);
      page += ` and (${keys.map((part) => part.sql).join(', ')}) ${descending ? '<' : '>'} (${bounds.join(', ')})`;
      values.push(...filter.after.values);
    }
    values.push(filter.limit + 1);
    const found = await this.database.rows<PageRow>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select ${columns}, concat_ws(chr(10), ${key}) as key, ${total} from work_item w ${openSubmission}
       where ${page} order by ${order} limit $${values.length}`,
      values,
    );
    const last = found.length > filter.limit ? found[filter.limit - 1] : undefined;
    return {
      rows: found.slice(0, filter.limit),
      nextCursor: last ? encodeCursor({ sort: filter.sort, values: last.key.split('\n') }) : null,
      total: found[0]?.total ?? (filter.after ? await this.count(where, parameters) : 0),
    };
  }

  /** For a page beyond the last row, which cannot tell. */
  private async count(where: string, parameters: unknown[]): Promise<number> {
    const counted = await this.database.row<{ total: number }>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select count(*)::integer as total from work_item w where ${where}`,
      parameters,
    );
    return counted?.total ?? 0;
  }
}

/** The conditions of a filter. Only fixed texts are joined here, so the number of statements stays small. */
function conditions(filter: WorkItemFilter): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [filter.programme];
  const parts = ['w.programme = $1'];
  const add = (sql: string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    parts.push(`${sql} = $${parameters.length}`);
  };
  add('w.region', filter.region);
  add('w.task', filter.task);
  add('w.measure', filter.measure);
  add('w.lead_department', filter.department);
  if (filter.status && filter.seesProposedOf) {
    parameters.push(filter.seesProposedOf);
    add(
      `case when w.status = 'proposed' and w.region <> all($${parameters.length}::text[]) then 'open' else w.status end`,
      filter.status,
    );
  } else {
    add('w.status', filter.status);
  }
  return { where: parts.join(' and '), parameters };
}
