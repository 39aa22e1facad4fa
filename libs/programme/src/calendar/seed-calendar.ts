import { publishedYears } from '#libs/platform';

const seed = `
  insert into calendar_year (year, holidays, workdays, source)
  select y.year, y.holidays, y.workdays, 'published'
  from jsonb_to_recordset($1::jsonb) as y (year integer, holidays date[], workdays date[])
  order by y.year
  on conflict (year) do nothing`;

/** Enters the years that the product knows by itself and the database does not; what is there stays. */
export async function seedCalendar(query: (sql: string, parameters: unknown[]) => Promise<unknown>): Promise<void> {
  const years = [...publishedYears].map(([year, arrangement]) => ({ year, ...arrangement }));
  await query(seed, [JSON.stringify(years)]);
}
