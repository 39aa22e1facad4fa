import { dayAfter, type WorkingDays } from '#libs/platform';

/** What a reminder is about: a decision, a target date, or an opinion. */
export type ReminderKind = 'review' | 'target' | 'opinion';

/** Where a subject stands on the day of a reminder. */
export type Stage = 'due-soon' | 'due-today' | 'overdue';

/** What may be reminded of, with what has been done about it. */
export interface Subject {
  kind: ReminderKind;
  /** When its clock started, 'YYYY-MM-DD'; null for what has no clock. */
  startedOn: string | null;
  /** 'YYYY-MM-DD' */
  dueOn: string;
  /** Reminders made so far for this due date. */
  reminded: number;
  /** The latest day of the plan that a reminder has answered. */
  lastForDay: string | null;
}

/** A reminder to be made. */
export interface Reminder {
  stage: Stage;
  /** Counts the reminders of one subject and due date from 1. */
  ordinal: number;
  /** The day of the plan that it answers: 3 days before, the day itself, or a week or more after. */
  forDay: string;
  /** Two reminders went unanswered, so the head of the department hears of it as well. */
  escalates: boolean;
}

/** Days before the due date: working days for terms, days for target dates. */
const daysBefore = 3;
const week = 7;
const dayMs = 24 * 60 * 60 * 1_000;
const mostUnanswered = 2;

/**
 * The reminder that a subject gets on a working day, if any. The plan: 3 days before, on the day, then weekly. A day of
 * the plan without a working morning counts for the last one before it, or for the next one when the date has passed.
 * Of several days that were missed only the latest counts, and none that is not after `since`. What ends within 3 days
 * of its start is not reminded of before its end: people have just heard of it.
 */
export function reminderOn(days: WorkingDays, subject: Subject, today: string, since: string): Reminder | undefined {
  const forDay = latestMoment(days, subject, today);
  if (forDay === undefined || forDay <= since) return undefined;
  if (subject.lastForDay !== null && forDay <= subject.lastForDay) return undefined;
  const ordinal = subject.reminded + 1;
  return { stage: stageOn(today, subject.dueOn), ordinal, forDay, escalates: ordinal > mostUnanswered };
}

/** Whether reminders are made on this day at all. */
export function remindsOn(days: WorkingDays, day: string): boolean {
  return days.isTakenAsWorking(day);
}

/** The last day before the next one on which reminders are made: what falls up to then must be said today. */
export function saidToday(days: WorkingDays, today: string): string {
  let day = today;
  while (!remindsOn(days, dayAfter(day, 1))) day = dayAfter(day, 1);
  return day;
}

function latestMoment(days: WorkingDays, { kind, startedOn, dueOn }: Subject, today: string): string | undefined {
  if (today >= dueOn) {
    const weeks = Math.floor((Date.parse(today) - Date.parse(dueOn)) / dayMs / week);
    return dayAfter(dueOn, weeks * week);
  }
  const upTo = saidToday(days, today);
  if (dueOn <= upTo) return dueOn;
  const soon = kind === 'target' ? dayAfter(dueOn, -daysBefore) : workingDaysBefore(days, dueOn);
  return soon <= upTo && (startedOn === null || soon > startedOn) ? soon : undefined;
}

function workingDaysBefore(days: WorkingDays, dueOn: string): string {
  let day = dueOn;
  for (let left = daysBefore; left > 0;) {
    day = dayAfter(day, -1);
    if (days.isTakenAsWorking(day)) left -= 1;
  }
  return day;
}

function stageOn(today: string, dueOn: string): Stage {
  if (today < dueOn) return 'due-soon';
  return today === dueOn ? 'due-today' : 'overdue';
}
