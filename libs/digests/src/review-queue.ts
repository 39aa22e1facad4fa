import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { SubmissionKind } from '#libs/implementation';
import { dateIn } from '#libs/platform';
import { Reference } from '#libs/programme';

/** Where a submission stands on a day: late, to be decided that very day, or later. */
export type Urgency = 'overdue' | 'due' | 'waiting';

/** A submission that waits for a decision. */
export interface WaitingSubmission {
  submissionId: string;
  workItemId: string;
  programme: string;
  measure: number;
  task: number;
  region: string;
  leadDepartment: string;
  kind: SubmissionKind;
  round: number;
  /** ISO 8601. */
  submittedAt: string;
  /** Null while the arrangement of a year is missing. */
  dueOn: string | null;
  urgency: Urgency;
}

/** What a digest tells a reviewer: the queue of the person's departments as it stood when the window closed. */
export interface ReviewersContent {
  queue: number;
  due: number;
  overdue: number;
  /** Those of the queue that came within the window. */
  arrived: number;
  /** The most urgent ones. */
  items: WaitingSubmission[];
  /** Years whose holiday calendar is missing: terms that run into them have no end yet. */
  calendarMissing: number[];
}

/** What a digest covers: after `from`, up to `to`, which falls on the reader's `day` 'YYYY-MM-DD'. */
export interface DigestWindow {
  from: Date;
  to: Date;
  day: string;
}

interface Row extends Omit<WaitingSubmission, 'submittedAt' | 'urgency'> {
  submittedAt: Date;
  calendarMissing: number[] | null;
}

/*
 * As it stood at the moment, whatever has been decided since: only then do the numbers of a digest that is late equal
 * those of one in time. updated_at of what was withdrawn is the time of its withdrawal, since nothing follows it.
 */
const waitingAt = `
  select s.id as "submissionId", w.id as "workItemId", w.programme, w.measure, w.task, w.region,
    w.lead_department as "leadDepartment", s.kind, r.round, r.submitted_at as "submittedAt",
    r.due_on as "dueOn", r.calendar_missing as "calendarMissing"
  from submission s
  join submission_round r on r.submission_id = s.id and r.submitted_at <= $2
  join work_item w on w.id = s.work_item_id
  left join decision d on d.submission_id = r.submission_id and d.round = r.round
  where (s.status = 'submitted' or s.updated_at > $2) and w.lead_department = any($1::text[])
    and (d.decided_at is null or d.decided_at > $2)
    and not (s.status = 'withdrawn' and s.updated_at <= $2)
  order by r.submitted_at, s.id`;

const mostItems = 50;

/** Reads the queues of departments as they stood at a moment. */
@Injectable()
export class ReviewQueue {
  constructor(private readonly reference: Reference) {}

  async contentFor(tx: Tx, departments: readonly string[], window: DigestWindow): Promise<ReviewersContent> {
    const rows = await tx.rows<Row>(waitingAt, [departments, window.to]);
    const days = await this.reference.workingDays();
    const missing = new Set<number>(days.knows(window.day) ? [] : [Number(window.day.slice(0, 4))]);
    const waiting: WaitingSubmission[] = [];
    for (const { calendarMissing, ...row } of rows) {
      const { timeZone } = await this.reference.programme(row.programme);
      for (const year of (row.dueOn === null && calendarMissing) || []) missing.add(year);
      const urgency = urgencyOn(dateIn(timeZone, window.to), row.dueOn);
      waiting.push({ ...row, urgency, submittedAt: row.submittedAt.toISOString() });
    }
    const count = (urgency: Urgency) => waiting.filter((one) => one.urgency === urgency).length;
    return {
      queue: waiting.length,
      due: count('due'),
      overdue: count('overdue'),
      arrived: rows.filter(({ submittedAt }) => submittedAt > window.from).length,
      items: waiting.toSorted((a, b) => endOf(a).localeCompare(endOf(b))).slice(0, mostItems),
      calendarMissing: [...missing].sort(),
    };
  }
}

function urgencyOn(today: string, dueOn: string | null): Urgency {
  if (dueOn === null || dueOn > today) return 'waiting';
  return dueOn === today ? 'due' : 'overdue';
}

/** What has no end yet comes last. */
function endOf({ dueOn }: WaitingSubmission): string {
  return dueOn ?? '9999-12-31';
}
