import { Injectable } from '@nestjs/common';
import type { NewEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { Calendar } from '#libs/platform';
import type { LocalPlan } from './submission-content.js';
import type { Outcome } from './submission.kinds.js';
import { handlingOfSubmission, partiesOfSubmission } from './submission.queries.js';
import type { StartedTerm } from './terms/term.rules.js';
import type { LockedItem, OpenSubmission, Paper } from './work-item.js';

/**
 * The joined submission is read by the statement's snapshot even when the row lock had to wait. That is safe
 * because every change of a submission also raises the item's version, which is read after the wait: a stale
 * submission always comes with a version that its actor did not see. Acts that need no version wait first.
 */
const lock = `
  select w.id, w.programme, w.measure, w.task, w.region, w.lead_department as "leadDepartment", w.status, w.version,
    w.target_date as "targetDate", w.plan, clock_timestamp() as "dbNow",
    case when s.id is not null then jsonb_build_object('id', s.id, 'kind', s.kind, 'status', s.status, 'round', s.round,
      'content', s.content, 'createdBy', s.created_by, 'createdAt', s.created_at, 'submittedAt', s.submitted_at,
      ${handlingOfSubmission}, ${partiesOfSubmission}) end as submission
  from work_item w
  left join submission s on s.work_item_id = w.id and s.status in ('draft', 'submitted', 'returned')`;
const waitForItems = 'select from work_item where id = any($1::uuid[]) order by id for no key update';
const waitForSubmissions = `
  select from work_item where id in (select work_item_id from submission where id = any($1::uuid[]))
  order by id for no key update`;
const lockItems = `${lock} where w.id = any($1::uuid[]) order by w.id for no key update of w`;
const lockOfSubmissions = `${lock}
  where w.id in (select work_item_id from submission where id = any($1::uuid[])) order by w.id for no key update of w`;

const record = 'select record_moves($1::jsonb, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb)';

const moments = ['submittedAt', 'signOffRequestedAt', 'signedOffAt', 'acknowledgedAt'] as const;
type Moment = (typeof moments)[number];

interface LockedRow extends Omit<LockedItem, 'now' | 'submission'> {
  dbNow: Date;
  submission:
    (Omit<OpenSubmission, 'createdAt' | Moment> & Record<Moment, string | null> & { createdAt: string }) | null;
}

/** What the ministry says to one round of a submission. */
export interface NewDecision {
  outcome: Outcome;
  reason?: string;
  /** Numbers of the proof points that did not convince. */
  failedPoints?: number[];
  /** Numbers of the proof points that did. */
  passedPoints?: number[];
  /** What the lead department says to objections of supporting departments; no region ever reads it. */
  answers?: { department: string; answer: string }[];
}

/** What a set of acts changes, ready for the database's one writer. */
export interface Records {
  items: {
    id: string;
    version: number;
    fromStatus: string;
    toStatus: string;
    targetDate?: string;
    plan?: LocalPlan;
    implementedOn?: string;
    at: Date;
  }[];
  submissions: (Paper & {
    workItemId: string;
    region: string;
    updatedAt: Date;
    decidedAt?: Date;
  })[];
  rounds: (Partial<StartedTerm> & {
    submissionId: string;
    round: number;
    content: unknown;
    submittedBy: string;
    submittedAt: Date;
    onBehalfOf?: string;
    signedOffBy?: string | null;
    signedOffAt?: Date | null;
  })[];
  decisions: (NewDecision & {
    submissionId: string;
    round: number;
    decidedBy: string;
    decidedAt: Date;
    onBehalfOf?: string;
  })[];
  parties: { submissionId: string; personId: string; side: 'region' | 'ministry' }[];
  events: NewEvent[];
}

/** Locks work items and writes what acts decide; the only place that touches their tables for writing. */
@Injectable()
export class WorkItemStore {
  constructor(private readonly calendar: Calendar) {}

  /** Locks items in the order of their ids, so that two sets never wait for each other in a ring. */
  async lockItems(tx: Tx, ids: string[]): Promise<LockedItem[]> {
    // Two statements: the second sees what others committed while the first waited for its locks.
    const [, rows] = await Promise.all([tx.rows(waitForItems, [ids]), tx.rows<LockedRow>(lockItems, [ids])]);
    return this.read(rows);
  }

  async lockItemsOfSubmissions(tx: Tx, submissionIds: string[]): Promise<LockedItem[]> {
    return this.read(await tx.rows<LockedRow>(lockOfSubmissions, [submissionIds]));
  }

  /** The same in two statements, as for items: of a set judged one by one the state after the wait must be known. */
  async lockItemsOfSet(tx: Tx, submissionIds: string[]): Promise<LockedItem[]> {
    const [, rows] = await Promise.all([
      tx.rows(waitForSubmissions, [submissionIds]),
      tx.rows<LockedRow>(lockOfSubmissions, [submissionIds]),
    ]);
    return this.read(rows);
  }

  /** Writes a set of changes. A wall of the database that refuses it is heard of at the next statement or the commit. */
  record(tx: Tx, { items, submissions, rounds, decisions, parties, events }: Records): void {
    tx.send(
      record,
      [items, submissions, rounds, decisions, parties, events].map((part) => JSON.stringify(part)),
    );
  }

  private read(rows: LockedRow[]): LockedItem[] {
    return rows.map(({ dbNow, submission, ...item }) => ({
      ...item,
      now: this.calendar.at(dbNow),
      submission: submission
        ? {
            ...submission,
            createdAt: new Date(submission.createdAt),
            ...momentsOf(submission),
          }
        : undefined,
    }));
  }
}

/** In JSON a moment is text. */
function momentsOf(row: Record<Moment, string | null>): Record<Moment, Date | null> {
  const read = (moment: Moment) => (row[moment] === null ? null : new Date(row[moment]));
  return Object.fromEntries(moments.map((moment) => [moment, read(moment)])) as Record<Moment, Date | null>;
}
