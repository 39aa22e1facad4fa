import { Injectable } from '@nestjs/common';
import { EventLog, type NewEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { FillDueDates } from '#libs/implementation';
import { Calendar, dateIn } from '#libs/platform';
import { readWorkingDays, Reference } from '#libs/programme';

interface UndatedOpinion {
  submissionId: string;
  round: number;
  department: string;
  allowedDays: number;
  askedAt: Date;
  workItemId: string;
  programme: string;
  region: string;
  leadDepartment: string;
}

const undatedOpinions = `
  select q.submission_id as "submissionId", q.round, q.department, q.allowed_days as "allowedDays", q.asked_at as "askedAt",
    w.id as "workItemId", w.programme, w.region, w.lead_department as "leadDepartment"
  from opinion_request q
  join submission s on s.id = q.submission_id and s.round = q.round and s.status = 'submitted'
  join work_item w on w.id = s.work_item_id
  where q.due_on is null
  order by q.submission_id, q.department`;

const fill = `
  update opinion_request q set due_on = f."dueOn", calendar_missing = '{}'
  from jsonb_to_recordset($1::jsonb) as f ("submissionId" uuid, round integer, department text, "dueOn" date)
  where q.submission_id = f."submissionId" and q.round = f.round and q.department = f.department`;

/** Sets the due dates of decisions and opinions that waited for the arrangement of a year. */
@Injectable()
export class DueDates {
  constructor(
    private readonly decisions: FillDueDates,
    private readonly reference: Reference,
    private readonly events: EventLog,
    private readonly calendar: Calendar,
  ) {}

  /** Returns how many it has set; repeating it changes nothing. */
  async run(tx: Tx): Promise<number> {
    return (await this.decisions.run(tx)) + (await this.fillOpinions(tx));
  }

  private async fillOpinions(tx: Tx): Promise<number> {
    const undated = await tx.rows<UndatedOpinion>(undatedOpinions);
    if (undated.length === 0) return 0;
    const days = await readWorkingDays(tx);
    const now = this.calendar.now();
    const filled = [];
    const events: NewEvent[] = [];
    for (const opinion of undated) {
      const { timeZone } = await this.reference.programme(opinion.programme);
      const dueOn = days.after(dateIn(timeZone, opinion.askedAt), opinion.allowedDays).day;
      if (dueOn === undefined) continue;
      filled.push({ ...opinion, dueOn });
      events.push(eventOf(opinion, dueOn, dateIn(timeZone, now), now));
    }
    if (filled.length === 0) return 0;
    await tx.change(fill, [JSON.stringify(filled)]);
    await this.events.append(tx, events);
    return filled.length;
  }
}

function eventOf(
  { programme, region, leadDepartment, submissionId, workItemId, round, department, allowedDays }: UndatedOpinion,
  dueOn: string,
  effectiveOn: string,
  recordedAt: Date,
): NewEvent {
  const data = { workItemId, round, department, allowedDays, dueOn };
  return {
    kind: 'fill-due-date',
    programme,
    region,
    department: leadDepartment,
    submissionId,
    data,
    effectiveOn,
    recordedAt,
  };
}
