import { createRequire } from 'node:module';

/** Whether people work on a day; `unknown` where the State Council's arrangement of that year is missing here. */
export type DayKind = 'working' | 'free' | 'unknown';

interface Arrangement {
  /** Public holidays by day 'YYYY-MM-DD'. */
  holidays: Record<string, string>;
  /** Saturdays and Sundays on which people work instead. */
  workdays: Record<string, string>;
}

// The data themselves, since the functions of that package read days in the server's time zone and go wrong west of London.
const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Arrangement;
const years = new Set(Object.keys(holidays).map((day) => day.slice(0, 4)));
const dayMs = 24 * 60 * 60 * 1_000;

/** What the Chinese calendar says of a day 'YYYY-MM-DD': holidays, weekends and make-up working days. */
export function dayKind(day: string): DayKind {
  if (!hasHolidayData(day)) return 'unknown';
  if (day in workdays) return 'working';
  return day in holidays || isWeekend(day) ? 'free' : 'working';
}

/** Whether the arrangement of the year of this day 'YYYY-MM-DD' is known. */
export function hasHolidayData(day: string): boolean {
  return years.has(day.slice(0, 4));
}

/** As `dayKind`, but an unknown day counts by its place in the week. Say so wherever it is used. */
export function isTakenAsWorking(day: string): boolean {
  const kind = dayKind(day);
  return kind === 'unknown' ? !isWeekend(day) : kind === 'working';
}

/**
 * The day on which a term of so many working days ends that begins on the day after `day`, with the years whose
 * arrangement was missing and whose days were therefore counted by the week.
 */
export function workingDaysAfter(day: string, count: number): { day: string; unknownYears: number[] } {
  const unknown = new Set<number>();
  let current = day;
  for (let left = count; left > 0;) {
    current = dayAfter(current, 1);
    if (!hasHolidayData(current)) unknown.add(Number(current.slice(0, 4)));
    if (isTakenAsWorking(current)) left -= 1;
  }
  return { day: current, unknownYears: [...unknown] };
}

/** The day so many days later, or earlier when negative. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}
