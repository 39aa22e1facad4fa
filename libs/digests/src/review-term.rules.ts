import { dateIn, workingDaysAfter } from '#libs/platform';

/** Working days that a department has to decide, counted from the day after the submission. */
export const daysToDecide = 5;

/** Where a submission stands on a day: to be decided by then, that very day, or late. */
export type Urgency = 'overdue' | 'due' | 'waiting';

export interface Term {
  /** Last day of the term, 'YYYY-MM-DD'. */
  dueOn: string;
  urgency: Urgency;
  /** Years whose holidays are not known and that were counted by the week. */
  unknownYears: number[];
}

/** The term of a submission as it stands at a moment, in days of the programme's time zone. */
export function termOf(submittedAt: Date, at: Date, timeZone: string): Term {
  const { day: dueOn, unknownYears } = workingDaysAfter(dateIn(timeZone, submittedAt), daysToDecide);
  const today = dateIn(timeZone, at);
  const urgency = dueOn < today ? 'overdue' : dueOn === today ? 'due' : 'waiting';
  return { dueOn, urgency, unknownYears };
}
