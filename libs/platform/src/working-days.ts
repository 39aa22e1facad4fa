import { createRequire } from 'node:module';

/** Whether people work on a day; `unknown` where the State Council's arrangement of that year is missing here. */
export type DayKind = 'working' | 'free' | 'unknown';

/** The State Council's arrangement of one year; days are 'YYYY-MM-DD'. */
export interface YearArrangement {
  /** Public holidays with the days off around them. */
  holidays: readonly string[];
  /** Saturdays and Sundays on which people work instead. */
  workdays: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1_000;

/** The working days of the Chinese calendar, as far as the arrangements of its years are known. */
export class WorkingDays {
  private readonly holidays = new Set<string>();
  private readonly workdays = new Set<string>();

  constructor(private readonly years: ReadonlyMap<number, YearArrangement>) {
    for (const { holidays, workdays } of years.values()) {
      for (const day of holidays) this.holidays.add(day);
      for (const day of workdays) this.workdays.add(day);
    }
  }

  /** What the calendar says of a day 'YYYY-MM-DD': holidays, weekends and make-up working days. */
  kind(day: string): DayKind {
    if (!this.years.has(yearOf(day))) return 'unknown';
    if (this.workdays.has(day)) return 'working';
    return this.holidays.has(day) || isWeekend(day) ? 'free' : 'working';
  }

  knows(day: string): boolean {
    return this.years.has(yearOf(day));
  }

  /** As `kind`, but an unknown day counts by its place in the week: for when to send something, never for a term. */
  isTakenAsWorking(day: string): boolean {
    const kind = this.kind(day);
    return kind === 'unknown' ? !isWeekend(day) : kind === 'working';
  }

  /**
   * The working day that is so many working days after a day, which does not count itself. Undefined with the year
   * whose arrangement is missing when the count runs into it.
   */
  after(day: string, count: number): { day: string; missing?: undefined } | { day?: undefined; missing: number } {
    let current = day;
    for (let left = count; left > 0;) {
      current = dayAfter(current, 1);
      const kind = this.kind(current);
      if (kind === 'unknown') return { missing: yearOf(current) };
      if (kind === 'working') left -= 1;
    }
    return { day: current };
  }

  /** Working days after `from` up to and with `to`, and the years in between whose days could not be counted. */
  between(from: string, to: string): { days: number; missing: number[] } {
    let days = 0;
    const missing = new Set<number>();
    for (let day = dayAfter(from, 1); day <= to; day = dayAfter(day, 1)) {
      const kind = this.kind(day);
      if (kind === 'unknown') missing.add(yearOf(day));
      else if (kind === 'working') days += 1;
    }
    return { days, missing: [...missing] };
  }
}

/** The arrangements that are known to the product itself, by year; the calendar in the database begins with them. */
export const publishedYears: ReadonlyMap<number, YearArrangement> = readPublished();

/** The calendar of these arrangements alone. */
export const publishedDays = new WorkingDays(publishedYears);

/** The day so many days later, or earlier when negative. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function readPublished(): Map<number, YearArrangement> {
  // The data themselves, since the functions of that package read days in the server's time zone and go wrong west of London.
  const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Record<
    'holidays' | 'workdays',
    Record<string, string>
  >;
  const years = [...new Set(Object.keys(published.holidays).map(yearOf))].sort();
  const daysOf = (year: number, days: Record<string, string>) =>
    Object.keys(days)
      .filter((day) => yearOf(day) === year)
      .sort();
  return new Map(
    years.map((year) => [
      year,
      { holidays: daysOf(year, published.holidays), workdays: daysOf(year, published.workdays) },
    ]),
  );
}
