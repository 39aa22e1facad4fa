import { dateIn, dayAfter, type WorkingDays } from '#libs/platform';
import { momentIn } from './local-moment.rules.js';

/** A moment at which digests are due: a window closes, and with it a period. */
export interface DigestMoment {
  /** Local day 'YYYY-MM-DD' on which the window closes. */
  periodKey: string;
  at: Date;
}

/** When reviewers get theirs, on the wall clock of their own time zone. */
export const reviewersTime = '08:30';
/** Longer than any holiday. */
const mostDaysBack = 40;

/**
 * The last moment not after `now` at which it was the given time of a working day in this time zone. A day whose
 * holiday calendar is missing counts by its place in the week.
 */
export function lastMoment(now: Date, timeZone: string, days: WorkingDays, time = reviewersTime): DigestMoment {
  let day = dateIn(timeZone, now);
  for (let back = 0; back <= mostDaysBack; back += 1, day = dayAfter(day, -1)) {
    const at = momentIn(timeZone, day, time);
    if (at <= now && days.isTakenAsWorking(day)) return { periodKey: day, at };
  }
  throw new Error(`there was no working day in the ${mostDaysBack} days before ${now.toISOString()}`);
}

/** The moment before this one, where the window of a person's first digest begins. */
export function momentBefore(
  { at }: DigestMoment,
  timeZone: string,
  days: WorkingDays,
  time = reviewersTime,
): DigestMoment {
  return lastMoment(new Date(at.getTime() - 1), timeZone, days, time);
}
