import { Injectable } from '@nestjs/common';
import { EventLog, type NewEvent } from '#libs/audit';
import { type Tx, UnitOfWork } from '#libs/database';
import { Calendar, dateIn, dayAfter, timeIn } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { DueDates } from './due-dates.js';
import { reminderOn, remindsOn } from './reminder.rules.js';
import { claimDay, keepReminders, type MadeReminder, subjectsUpTo } from './reminder.store.js';

/** When a day's reminders are made, on the wall clock of the programme. */
export const remindersTime = '08:00';
/** Longer than any holiday and 3 working days. */
const farthestDays = 40;

/**
 * Reminds of terms and target dates each working morning. It asks every few minutes whether a programme lacks today's
 * reminders; a day without a worker is made up for by the next one, with one reminder per subject.
 */
@Injectable()
export class Reminders extends ScheduledJob {
  readonly job = jobName('reminders');

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: Reference,
    private readonly dueDates: DueDates,
    private readonly events: EventLog,
    private readonly calendar: Calendar,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const summary = { reminders: 0, escalations: 0 };
    for (const programme of await this.reference.programmes()) {
      const made = await this.unitOfWork.run((tx) => this.remind(tx, programme));
      summary.reminders += made.length;
      summary.escalations += made.filter(({ escalates }) => escalates).length;
    }
    return summary;
  }

  /** Reminders, their events and the mark that the day is done, together or not at all. */
  private async remind(tx: Tx, { code, timeZone }: ProgrammeReference): Promise<MadeReminder[]> {
    const now = this.calendar.now();
    const today = dateIn(timeZone, now);
    const days = await this.reference.workingDays();
    if (timeIn(timeZone, now) < remindersTime || !remindsOn(days, today)) return [];
    const since = await claimDay(tx, code, today);
    if (since === undefined) return [];
    await this.dueDates.run(tx);
    const subjects = await subjectsUpTo(tx, { code, timeZone }, dayAfter(today, farthestDays));
    const made = subjects.flatMap((subject) => {
      const reminder = reminderOn(days, subject, today, since);
      return reminder ? [{ ...subject, ...reminder }] : [];
    });
    await keepReminders(tx, code, today, made);
    const events = made.flatMap((reminder) => eventsOf(code, reminder, today, now));
    if (events.length > 0) await this.events.append(tx, events);
    return made;
  }
}

/** The product itself reminds, so there is no actor. */
function eventsOf(programme: string, reminder: MadeReminder, effectiveOn: string, recordedAt: Date): NewEvent[] {
  const { kind, region, leadDepartment, submissionId, escalates } = reminder;
  const common = {
    programme,
    region,
    department: leadDepartment,
    submissionId: submissionId ?? undefined,
    data: dataOf(reminder),
    effectiveOn,
    recordedAt,
  };
  const raised = escalates && kind !== 'opinion' ? [{ kind: `escalate-${kind}`, ...common }] : [];
  return [{ kind: `remind-${kind}`, ...common }, ...raised];
}

function dataOf({ kind, workItemId, dueOn, stage, ordinal, round, department }: MadeReminder): Record<string, unknown> {
  const common = { workItemId, stage, ordinal };
  if (kind === 'target') return { ...common, targetDate: dueOn };
  return { ...common, dueOn, round, ...(department === null ? {} : { department }) };
}
