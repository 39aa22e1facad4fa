import { WorkingDays, type YearArrangement } from '#libs/platform';

/** What reads rows: the database, or an open transaction. */
interface Reader {
  rows<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
}

/** The arrangement of a year with where it comes from. */
export interface CalendarYear extends YearArrangement {
  year: number;
  holidays: string[];
  workdays: string[];
  /** `published`: it came with the product; `entered`: a coordinator has entered it. */
  source: 'published' | 'entered';
  /** Business time; null when it came with the product. */
  enteredAt: Date | null;
}

const stamp = `select concat_ws('/', count(*), sum(version)) as stamp from calendar_year`;
const everyYear = 'select year, holidays::text[], workdays::text[] from calendar_year order by year';
const oneYear = `
  select year, holidays::text[], workdays::text[], source, entered_at as "enteredAt" from calendar_year where year = $1`;

/** What tells whether the calendar has changed. */
export async function readCalendarStamp(reader: Reader): Promise<string> {
  return (await reader.rows<{ stamp: string }>(stamp))[0]!.stamp;
}

/** The working days of all years whose arrangement is known. */
export async function readWorkingDays(reader: Reader): Promise<WorkingDays> {
  const years = await reader.rows<YearArrangement & { year: number }>(everyYear);
  return new WorkingDays(new Map(years.map(({ year, ...arrangement }) => [year, arrangement])));
}

export async function readCalendarYear(reader: Reader, year: number): Promise<CalendarYear | undefined> {
  return (await reader.rows<CalendarYear>(oneYear, [year]))[0];
}
