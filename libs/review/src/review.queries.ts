import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';
import type { StoredRound } from '#libs/implementation';
import type { Position } from './opinions/opinion.rules.js';

export interface PersonName {
  id: string;
  name: Text;
}

export interface ReceiptRow {
  round: number;
  kind: 'acknowledge' | 'hand-over';
  department: string;
  by: PersonName;
  onBehalfOf: PersonName | null;
  holder: PersonName;
  reason: string | null;
  at: Date;
}

export interface OpinionRequestRow {
  round: number;
  department: string;
  question: string | null;
  askedBy: PersonName;
  onBehalfOf: PersonName | null;
  askedAt: Date;
  clock: StoredRound;
}

export interface OpinionRow {
  round: number;
  department: string;
  position: Position;
  reason: string | null;
  by: PersonName;
  onBehalfOf: PersonName | null;
  at: Date;
  /** Whether the department has not said anything else since, in the same round. */
  stands: boolean;
  /** What the decision on the round said to it, where it stood as an objection. */
  answer: string | null;
}

export interface TickRow {
  point: number;
  by: PersonName;
  onBehalfOf: PersonName | null;
  at: Date;
}

const person = (id: string) =>
  `(select jsonb_build_object('id', p.id, 'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) from person p where p.id = ${id})`;

const receipts = `
  select r.round, r.kind, r.department, ${person('r.given_by')} as by, ${person('r.on_behalf_of')} as "onBehalfOf",
    ${person('r.holder')} as holder, r.reason, r.at
  from review_receipt r where r.submission_id = $1 order by r.id`;

/* A request is settled by the department's first opinion on its round, or by the decision that no longer waited. */
const requests = `
  select q.round, q.department, q.question, ${person('q.asked_by')} as "askedBy",
    ${person('q.on_behalf_of')} as "onBehalfOf", q.asked_at as "askedAt",
    jsonb_build_object('submittedAt', q.asked_at, 'allowedDays', q.allowed_days, 'dueOn', q.due_on, 'decidedAt', coalesce(
      (select min(o.given_at) from opinion o
        where o.submission_id = q.submission_id and o.round = q.round and o.department = q.department),
      (select d.decided_at from decision d where d.submission_id = q.submission_id and d.round = q.round),
      (select s.updated_at from submission s where s.id = q.submission_id and s.status = 'withdrawn' and s.round = q.round)
    )) as clock
  from opinion_request q where q.submission_id = $1 order by q.round, q.asked_at, q.department`;

const opinions = `
  select o.round, o.department, o.position, o.reason, ${person('o.given_by')} as by,
    ${person('o.on_behalf_of')} as "onBehalfOf", o.given_at as at, not exists (
      select from opinion later where later.submission_id = o.submission_id and later.round = o.round
        and later.department = o.department and later.id > o.id
    ) as stands, (
      select answered ->> 'answer' from decision d, jsonb_array_elements(d.answers) as answered
      where d.submission_id = o.submission_id and d.round = o.round and answered ->> 'department' = o.department
        and o.position = 'objection' and not exists (
          select from opinion later where later.submission_id = o.submission_id and later.round = o.round
            and later.department = o.department and later.id > o.id
        )
    ) as answer
  from opinion o where o.submission_id = $1 order by o.id`;

const ticks = `
  select t.point, ${person('t.ticked_by')} as by, ${person('t.on_behalf_of')} as "onBehalfOf", t.ticked_at as at
  from proof_tick t where t.submission_id = $1 and t.round = $2 order by t.point`;

const passedBefore = 'select passed_points as points from decision where submission_id = $1 and round = $2';

/** Reads of what the ministry does between submission and decision. */
@Injectable()
export class ReviewQueries {
  constructor(private readonly database: Database) {}

  /** Who took a submission up and to whom it was handed over, in all rounds, oldest first. */
  receipts(submissionId: string): Promise<ReceiptRow[]> {
    return this.database.rows<ReceiptRow>(receipts, [submissionId]);
  }

  opinionRequests(submissionId: string): Promise<OpinionRequestRow[]> {
    return this.database.rows<OpinionRequestRow>(requests, [submissionId]);
  }

  /** All opinions of all rounds, oldest first. */
  opinions(submissionId: string): Promise<OpinionRow[]> {
    return this.database.rows<OpinionRow>(opinions, [submissionId]);
  }

  ticks(submissionId: string, round: number): Promise<TickRow[]> {
    return this.database.rows<TickRow>(ticks, [submissionId, round]);
  }

  /** Points that the decision on a round kept as passed. */
  async passedIn(submissionId: string, round: number): Promise<number[]> {
    return (await this.database.row<{ points: number[] }>(passedBefore, [submissionId, round]))?.points ?? [];
  }
}
