import { Injectable } from '@nestjs/common';
import { EventLog, type NewEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { Calendar, dateIn } from '#libs/platform';
import { readWorkingDays, Reference } from '#libs/programme';
import { fillRounds } from './term.rules.js';
import { clockRound, type StoredRound } from './terms.js';

interface Undated {
  submissionId: string;
  workItemId: string;
  programme: string;
  region: string;
  department: string;
  rounds: StoredRound[];
}

interface Filled {
  submissionId: string;
  round: number;
  allowedDays: number | null;
  dueOn: string | null;
}

const undated = `
  select s.id as "submissionId", w.id as "workItemId", w.programme, w.region, w.lead_department as department,
    (select jsonb_agg(jsonb_build_object('submittedAt', r.submitted_at, 'allowedDays', r.allowed_days, 'dueOn', r.due_on,
       'decidedAt', d.decided_at) order by r.round)
     from submission_round r left join decision d on d.submission_id = r.submission_id and d.round = r.round
     where r.submission_id = s.id) as rounds
  from submission s join work_item w on w.id = s.work_item_id
  where s.status in ('submitted', 'returned')
    and exists (select from submission_round r where r.submission_id = s.id and r.due_on is null)
  order by s.id`;

const fill = `
  update submission_round r set allowed_days = f."allowedDays", due_on = f."dueOn",
    calendar_missing = case when f."dueOn" is null then r.calendar_missing else '{}' end
  from jsonb_to_recordset($1::jsonb) as f ("submissionId" uuid, round integer, "allowedDays" integer, "dueOn" date)
  where r.submission_id = f."submissionId" and r.round = f.round`;

/** Sets the due dates that waited for the arrangement of a year. What is set stays; repeating it changes nothing. */
@Injectable()
export class FillDueDates {
  constructor(
    private readonly reference: Reference,
    private readonly events: EventLog,
    private readonly calendar: Calendar,
  ) {}

  /** Returns how many due dates it has set. */
  async run(tx: Tx): Promise<number> {
    const submissions = await tx.rows<Undated>(undated);
    if (submissions.length === 0) return 0;
    const filled: Filled[] = [];
    const events: NewEvent[] = [];
    // Read here: what this process remembers may be a second old.
    const days = await readWorkingDays(tx);
    const now = this.calendar.now();
    for (const submission of submissions) {
      const programme = await this.reference.programme(submission.programme);
      const before = submission.rounds.map((round) => clockRound(programme, round));
      fillRounds(days, before, programme.decideDays).forEach(({ allowedDays, dueOn }, index) => {
        const { allowedDays: formerDays, dueOn: formerDue } = before[index]!;
        if (allowedDays === formerDays && dueOn === formerDue) return;
        const one = { submissionId: submission.submissionId, round: index + 1, allowedDays, dueOn };
        filled.push(one);
        if (dueOn !== null) events.push(eventOf(submission, one, dateIn(programme.timeZone, now), now));
      });
    }
    if (filled.length > 0) await tx.change(fill, [JSON.stringify(filled)]);
    if (events.length > 0) await this.events.append(tx, events);
    return events.length;
  }
}

function eventOf(
  { programme, region, department, workItemId }: Undated,
  { submissionId, round, allowedDays, dueOn }: Filled,
  effectiveOn: string,
  recordedAt: Date,
): NewEvent {
  const data = { workItemId, round, allowedDays, dueOn };
  return { kind: 'fill-due-date', programme, region, department, submissionId, data, effectiveOn, recordedAt };
}
