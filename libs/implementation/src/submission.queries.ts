import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';
import { type Cursor, type CursorPart, encodeCursor } from './cursor.js';
import type { StoredAmendment } from './differences/amendment.rules.js';
import { amendmentOfSubmission } from './differences/amendment.sql.js';
import type { Outcome, SubmissionKind, SubmissionStatus } from './submission.kinds.js';
import type { SubmissionContent } from './submission-content.js';
import type { DueRange, StoredRound } from './terms/terms.js';
import type { Handling } from './work-item.js';
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
export interface SubmissionRow extends Handling {
  id: string;
  kind: SubmissionKind;
  status: SubmissionStatus;
  round: number;
  createdAt: Date;
  submittedAt: Date | null;
  decidedAt: Date | null;
  hands: string[];
  deciders: string[];
  /** The day that a report names, for what may be done with it. */
  effectiveOn: string | null;
  /** Names of those whom its handling names, by id. */
  handlers: Readonly<Record<string, Text>>;
  /** What its term is counted from, by round. */
  clock: StoredRound[];
  /** When it was taken back, if it was. */
  withdrawnAt: Date | null;
  /** Of an amendment what it changes; null for other kinds. */
  amendment: StoredAmendment | null;
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
  /** The absent person for whom it was sent. */
  onBehalfOf: Person | null;
  submittedAt: string;
  /** Who signed it off in the region, where the programme wants that. */
  signedOffBy: Person | null;
  signedOffAt: string | null;
  decision: {
    outcome: Outcome;
    reason: string | null;
    failedPoints: number[];
    passedPoints: number[];
    /** What the lead department said to objections; for the ministry only. */
    answers?: { department: string; answer: string }[];
    decidedBy: Person;
    /** The absent person for whom it was decided. */
    onBehalfOf: Person | null;
    decidedAt: string;
  } | null;
}

export interface SubmissionWhole extends SubmissionRow {
  content: SubmissionContent;
  createdBy: Person;
  rounds: Round[];
}

/** Longest waiting first; or the term that ends first, with those that have no running term at the end. */
export const submissionSorts = ['waiting', 'dueOn'] as const;
export type SubmissionSort = (typeof submissionSorts)[number];

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
  /** Task number. */
  task?: number;
  /** Id of the person who holds it; null for those that nobody holds. */
  holder?: string | null;
  /** Only of these measures or regions, by programme. */
  places?: { programme: string; measures: number[]; regions: string[] }[];
  /** Only these. */
  ids?: string[];
  /** Only those whose term runs and ends in one of these ranges. */
  due?: DueRange[];
  sort?: SubmissionSort;
  limit: number;
  after?: Cursor;
}

const textOf = (alias: string) => `jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en)`;
const person = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en))`;

const maybe = (alias: string) => `case when "${alias}".id is not null then ${person(`"${alias}"`)} end`;

const personsOf = (side: 'region' | 'ministry') =>
  `select coalesce(jsonb_agg(p.person_id), '[]') from submission_party p where p.submission_id = s.id and p.side = '${side}'`;

/** Members of a JSON object that tell who stands on which side of submission `s`. */
export const partiesOfSubmission = `'hands', (${personsOf('region')}), 'deciders', (${personsOf('ministry')})`;

/** The rounds of submission `s` as its clock needs them. */
const clock = `(select coalesce(jsonb_agg(jsonb_build_object('submittedAt', r.submitted_at, 'allowedDays', r.allowed_days,
    'dueOn', r.due_on, 'decidedAt', d.decided_at) order by r.round), '[]')
  from submission_round r left join decision d on d.submission_id = r.submission_id and d.round = r.round
  where r.submission_id = s.id) as clock, case when s.status = 'withdrawn' then s.updated_at end as "withdrawnAt"`;

/** Members of a JSON object that tell how far submission `s` has come on either side. */
export const handlingOfSubmission = `'signOffRequestedBy', s.sign_off_requested_by,
  'signOffRequestedAt', s.sign_off_requested_at, 'signedOffBy', s.signed_off_by, 'signedOffAt', s.signed_off_at,
  'acknowledgedBy', s.acknowledged_by, 'acknowledgedAt', s.acknowledged_at, 'holder', s.holder`;

/** The same in columns, with the names of the people. */
const handling = `s.sign_off_requested_by as "signOffRequestedBy", s.sign_off_requested_at as "signOffRequestedAt",
  s.signed_off_by as "signedOffBy", s.signed_off_at as "signedOffAt",
  s.acknowledged_by as "acknowledgedBy", s.acknowledged_at as "acknowledgedAt", s.holder,
  (select coalesce(jsonb_object_agg(h.id, jsonb_build_object('zh', h.name_zh, 'en', h.name_en)), '{}') from person h
    where h.id in (s.sign_off_requested_by, s.signed_off_by, s.acknowledged_by, s.holder)) as handlers`;

const columns = `s.id, s.kind, s.status, s.round, s.created_at as "createdAt", s.submitted_at as "submittedAt", s.decided_at as "decidedAt",
  s.content ->> 'effectiveOn' as "effectiveOn", (${personsOf('region')}) as hands, (${personsOf('ministry')}) as deciders, ${clock}, ${handling}, ${amendmentOfSubmission} as amendment,
  jsonb_build_object('id', w.id, 'programme', w.programme, 'measure', w.measure, 'task', w.task, 'region', w.region,
    'leadDepartment', w.lead_department, 'status', w.status, 'version', w.version, 'targetDate', w.target_date) as item`;

const whole = `
  select ${columns}, s.content, ${person('author')} as "createdBy",
    (select coalesce(jsonb_agg(jsonb_build_object('round', r.round, 'content', r.content, 'submittedBy', ${person('sender')},
       'onBehalfOf', ${maybe('senderAbsent')}, 'submittedAt', r.submitted_at, 'signedOffBy', case when signer.id is not null then ${person('signer')} end,
       'signedOffAt', r.signed_off_at, 'decision', case when d.round is not null then jsonb_build_object('outcome', d.outcome,
         'reason', d.reason, 'failedPoints', d.failed_points, 'passedPoints', d.passed_points, 'answers', d.answers, 'decidedBy', ${person('decider')},
         'onBehalfOf', ${maybe('deciderAbsent')}, 'decidedAt', d.decided_at) end)
       order by r.round), '[]')
     from submission_round r
     join person sender on sender.id = r.submitted_by
     left join person "senderAbsent" on "senderAbsent".id = r.on_behalf_of
     left join person signer on signer.id = r.signed_off_by
     left join decision d on d.submission_id = r.submission_id and d.round = r.round
     left join person decider on decider.id = d.decided_by
     left join person "deciderAbsent" on "deciderAbsent".id = d.on_behalf_of
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

  /** A page of the queue, longest waiting first unless another order is named. */
  async page(filter: SubmissionFilter): Promise<{ rows: SubmissionRow[]; nextCursor: string | null; total: number }> {
    const { sort = 'waiting' } = filter;
    const { key, type } = orders[sort];
    const { where, parameters } = conditions(filter);
    const values = [...parameters];
    let page = where;
    if (filter.after) {
      values.push(...filter.after.values);
      page += ` and (${key}, s.id) > ($${values.length - 1}::text::${type}, $${values.length}::text::uuid)`;
    }
    values.push(filter.limit + 1);
    const reading = this.database.rows<SubmissionRow & { key: string[] }>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select ${columns}, array[(${key})::text, s.id::text] as key
       from submission s join work_item w on w.id = s.work_item_id where ${page}
       order by ${key}, s.id limit $${values.length}`,
      values,
    );
    const counting = this.database.row<{ total: number }>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select count(*)::integer as total from submission s join work_item w on w.id = s.work_item_id where ${where}`,
      parameters,
    );
    const [rows, total] = await Promise.all([reading, counting]);
    const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
    return {
      rows: rows.slice(0, filter.limit),
      nextCursor: last ? encodeCursor({ sort, values: last.key }) : null,
      total: total?.total ?? 0,
    };
  }

  /** How many of each sort there are under a filter, whatever page and order it names. */
  async tallies(filter: Omit<SubmissionFilter, 'limit' | 'after'>): Promise<SubmissionTally[]> {
    const { where, parameters } = conditions(filter);
    return this.database.rows<SubmissionTally>(
      // eslint-disable-next-line no-restricted-syntax -- fixed texts joined; values are parameters
      `select w.programme, s.kind, s.holder, case when h.id is not null then ${textOf('h')} end as "holderName",
         r.due_on as "dueOn", count(*)::integer as count
       from submission s join work_item w on w.id = s.work_item_id
       left join submission_round r on r.submission_id = s.id and r.round = s.round and s.status = 'submitted'
       left join person h on h.id = s.holder
       where ${where} group by w.programme, s.kind, s.holder, h.id, r.due_on`,
      parameters,
    );
  }
}

/** What each order goes by, and its type; ids break ties. Without a running term a submission comes last. */
const orders: Readonly<Record<SubmissionSort, { key: string; type: 'timestamptz' | 'date' }>> = {
  waiting: { key: 'coalesce(s.submitted_at, s.created_at)', type: 'timestamptz' },
  dueOn: {
    key: `coalesce((select r.due_on from submission_round r
      where r.submission_id = s.id and r.round = s.round and s.status = 'submitted'), date '2999-12-31')`,
    type: 'date',
  },
};

/** The kinds of value in a cursor of an order. */
export function cursorPartsOf(sort: SubmissionSort): readonly CursorPart[] {
  return [orders[sort].type, 'uuid'];
}

/** How many submissions under a filter are of one kind, with one holder and one end of term. */
export interface SubmissionTally {
  programme: string;
  kind: SubmissionKind;
  holder: string | null;
  holderName: Text | null;
  dueOn: string | null;
  count: number;
}

const runningTermWithin = (place: string) => `(s.status = 'submitted' and exists (
  select from submission_round r join jsonb_to_recordset(${place}::jsonb) as due (programme text, "from" date, "until" date)
    on due.programme = w.programme and r.due_on between due."from" and due."until"
  where r.submission_id = s.id and r.round = s.round))`;

/** A region sees all of its own, whatever else its people may be; the others see what was sent. */
const inScope = `(w.region = any($1::text[])
  or (($2::boolean or w.lead_department = any($3::text[])) and ($4::boolean or s.round > 0)))`;

const inPlaces = (place: string) => `exists (
  select from jsonb_to_recordset(${place}::jsonb) as found (programme text, measures jsonb, regions jsonb)
  where found.programme = w.programme and (found.measures @> to_jsonb(w.measure) or found.regions ? w.region))`;

function conditions(filter: Omit<SubmissionFilter, 'limit' | 'after'>): { where: string; parameters: unknown[] } {
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
  add(runningTermWithin, filter.due && JSON.stringify(filter.due));
  add((place) => `w.region = ${place}`, filter.region);
  add((place) => `w.lead_department = ${place}`, filter.department);
  add((place) => `w.task = ${place}`, filter.task);
  add((place) => `s.id = any(${place}::uuid[])`, filter.ids);
  add(inPlaces, filter.places && JSON.stringify(filter.places));
  if (filter.holder === null) parts.push('s.holder is null');
  else add((place) => `s.holder = ${place}`, filter.holder);
  return { where: parts.join(' and '), parameters };
}
