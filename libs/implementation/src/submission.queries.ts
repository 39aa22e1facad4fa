import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';
import { type Cursor, encodeCursor } from './cursor.js';
import type { Outcome, SubmissionKind, SubmissionStatus } from './submission.kinds.js';
import type { SubmissionContent } from './submission-content.js';
import type { WorkItemStatus } from './work-item.lifecycle.js';

export interface SubmissionItem {
  id: string;
  programme: string;
  measure: number;
  task: number;
  region: string;
  leadDepartment: string;
  status: WorkItemStatus;
  version: number;
  targetDate: string;
}

/** A submission as a queue shows it. */
export interface SubmissionRow {
  id: string;
  kind: SubmissionKind;
  status: SubmissionStatus;
  round: number;
  createdAt: Date;
  submittedAt: Date | null;
  decidedAt: Date | null;
  hands: string[];
  deciders: string[];
  item: SubmissionItem;
}

export interface Person {
  id: string;
  name: Text;
}

/** One round as it was sent, with the decision on it. */
export interface Round {
  round: number;
  content: SubmissionContent;
  submittedBy: Person;
  submittedAt: string;
  decision: {
    outcome: Outcome;
    reason: string | null;
    failedPoints: number[];
    decidedBy: Person;
    decidedAt: string;
  } | null;
}

export interface SubmissionWhole extends SubmissionRow {
  content: SubmissionContent;
  createdBy: Person;
  rounds: Round[];
}

export interface SubmissionFilter {
  programme?: string;
  state?: SubmissionStatus;
  kind?: SubmissionKind;
  region?: string;
  department?: string;
  /** Whose rows the asker may see at all. */
  scope: {
    /** Every region and department. */
    everything: boolean;
    /** With what was never sent, wherever it belongs; else only of `regions`. */
    drafts: boolean;
    regions: string[];
    departments: string[];
  };
  limit: number;
  after?: Cursor;
}

const person = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en))`;

const personsOf = (side: 'region' | 'ministry') =>
  `select coalesce(jsonb_agg(p.person_id), '[]') from submission_party p where p.submission_id = s.id and p.side = '${side}'`;

/** Members of a JSON object that tell who stands on which side of submission `s`. */
export const partiesOfSubmission = `'hands', (${personsOf('region')}), 'deciders', (${personsOf('ministry')})`;

const columns = `s.id, s.kind, s.status, s.round, s.created_at as "createdAt", s.submitted_at as "submittedAt", s.decided_at as "decidedAt",
  (${personsOf('region')}) as hands, (${personsOf('ministry')}) as deciders,
  jsonb_build_object('id', w.id, 'programme', w.programme, 'measure', w.measure, 'task', w.task, 'region', w.region,
    'leadDepartment', w.lead_department, 'status', w.status, 'version', w.version, 'targetDate', w.target_date) as item`;

const whole = `
  select ${columns}, s.content, ${person('author')} as "createdBy",
    (select coalesce(jsonb_agg(jsonb_build_object('round', r.round, 'content', r.content, 'submittedBy', ${person('sender')},
       'submittedAt', r.submitted_at, 'decision', case when d.round is not null then jsonb_build_object('outcome', d.outcome,
         'reason', d.reason, 'failedPoints', d.failed_points, 'decidedBy', ${person('decider')}, 'decidedAt', d.decided_at) end)
       order by r.round), '[]')
     from submission_round r
     join person sender on sender.id = r.submitted_by
     left join decision d on d.submission_id = r.submission_id and d.round = r.round
     left join person decider on decider.id = d.decided_by
     where r.submission_id = s.id) as rounds
  from submission s join work_item w on w.id = s.work_item_id join person author on author.id = s.created_by
  where s.id = $1`;

/** Reads of submissions: the queue and the whole paper with its rounds. */
@Injectable()
export class SubmissionQueries {
  constructor(private readonly database: Database) {}

  async whole(id: string): Promise<SubmissionWhole | undefined> {
    return this.database.row<SubmissionWhole>(whole, [id]);
  }

  /** A page of the queue, longest waiting first. */
  async page(filter: SubmissionFilter): Promise<{ rows: SubmissionRow[]; nextCursor: string | null; total: number }> {
    const { where, parameters } = conditions(filter);
    const values = [...parameters];
    let page = where;
    if (filter.after) {
      values.push(...filter.after.values);
      page += ` and (coalesce(s.submitted_at, s.created_at), s.id) > ($${values.length - 1}::text::timestamptz, $${values.length}::text::uuid)`;
    }
    values.push(filter.limit + 1);
    const rows = await this.database.rows<SubmissionRow & { key: string[] }>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select ${columns}, array[coalesce(s.submitted_at, s.created_at)::text, s.id::text] as key
       from submission s join work_item w on w.id = s.work_item_id where ${page}
       order by coalesce(s.submitted_at, s.created_at), s.id limit $${values.length}`,
      values,
    );
    const total = await this.database.row<{ total: number }>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select count(*)::integer as total from submission s join work_item w on w.id = s.work_item_id where ${where}`,
      parameters,
    );
    const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
    return {
      rows: rows.slice(0, filter.limit),
      nextCursor: last ? encodeCursor({ sort: 'waiting', values: last.key }) : null,
      total: total?.total ?? 0,
    };
  }
}

/** A region sees all of its own, whatever else its people may be; the others see what was sent. */
const inScope = `(w.region = any($1::text[])
  or (($2::boolean or w.lead_department = any($3::text[])) and ($4::boolean or s.round > 0)))`;

function conditions(filter: SubmissionFilter): { where: string; parameters: unknown[] } {
  const { everything, drafts, regions, departments } = filter.scope;
  const parameters: unknown[] = [regions, everything, departments, drafts];
  const parts = [inScope];
  const add = (sql: (place: string) => string, value: unknown) => {
    if (value === undefined) return;
    parameters.push(value);
    parts.push(sql(`$${parameters.length}`));
  };
  add((place) => `w.programme = ${place}`, filter.programme);
  add((place) => `s.status = ${place}`, filter.state);
  add((place) => `s.kind = ${place}`, filter.kind);
  add((place) => `w.region = ${place}`, filter.region);
  add((place) => `w.lead_department = ${place}`, filter.department);
  return { where: parts.join(' and '), parameters };
}
