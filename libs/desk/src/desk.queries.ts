import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';

/** What a reviewer wants to know of a submission before opening it. */
export interface ReviewFacts {
  submissionId: string;
  /** Pieces of evidence in the round as it was sent. */
  evidence: number;
  /** Departments that were asked for their opinion in this round. */
  asked: string[];
  /** Standing opinions of this round, by department. */
  given: { department: string; position: 'no-objection' | 'objection' }[];
}

/** An opinion that is wanted of a department. */
export interface OpinionAsked {
  submissionId: string;
  department: string;
  question: string | null;
  askedBy: { id: string; name: Text };
  askedAt: Date;
  allowedDays: number;
  dueOn: string | null;
  /** When the department last gave its opinion in this round. */
  givenAt: Date | null;
  position: 'no-objection' | 'objection' | null;
}

const factsOf = `
  select s.id as "submissionId", jsonb_array_length(coalesce(r.content -> 'evidence', '[]')) as evidence,
    array(select q.department from opinion_request q where q.submission_id = s.id and q.round = s.round order by 1) as asked,
    coalesce((select jsonb_agg(jsonb_build_object('department', o.department, 'position', o.position) order by o.department)
      from (select distinct on (department) department, position from opinion
        where submission_id = s.id and round = s.round order by department, id desc) as o), '[]') as given
  from submission s join submission_round r on r.submission_id = s.id and r.round = s.round
  where s.id = any($1::uuid[])`;

/* Parameters: departments, everything, with those that were given. */
const opinionsAsked = `
  select q.submission_id as "submissionId", q.department, q.question, q.asked_at as "askedAt",
    q.allowed_days as "allowedDays", q.due_on as "dueOn", o.given_at as "givenAt", o.position,
    jsonb_build_object('id', p.id, 'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) as "askedBy"
  from submission s
  join opinion_request q on q.submission_id = s.id and q.round = s.round
  join person p on p.id = q.asked_by
  left join lateral (
    select given_at, position from opinion
    where submission_id = q.submission_id and round = q.round and department = q.department order by id desc limit 1
  ) as o on true
  where s.status = 'submitted' and ($2::boolean or q.department = any($1::text[])) and ($3::boolean or o.given_at is null)
  order by q.due_on nulls last, q.asked_at, q.submission_id, q.department limit 500`;

/** Reads of the review desk that are not the submissions themselves. */
@Injectable()
export class DeskQueries {
  constructor(private readonly database: Database) {}

  /** One read for a page of submissions, by id. */
  async factsOf(submissionIds: string[]): Promise<Map<string, ReviewFacts>> {
    if (submissionIds.length === 0) return new Map();
    const rows = await this.database.rows<ReviewFacts>(factsOf, [submissionIds]);
    return new Map(rows.map((row) => [row.submissionId, row]));
  }

  /** Opinions wanted of these departments, or of all, in rounds that wait for a decision; the term that ends first leads. */
  async opinionsAsked(departments: string[], everything: boolean, given: boolean): Promise<OpinionAsked[]> {
    return this.database.rows<OpinionAsked>(opinionsAsked, [departments, everything, given]);
  }
}
