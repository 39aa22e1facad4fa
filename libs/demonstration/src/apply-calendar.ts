import type { Database } from '#libs/database';
import type { Calendar } from '#libs/platform';

const origin = `
  select business_start as "businessStart", real_start as "realStart" from demonstration
`;

/**
 * Lets business time run from where the demonstration's calendar began, also after a restart; without a demonstration
 * it stays real time. Call it before anything asks the calendar.
 */
export async function applyCalendar(database: Database, calendar: Calendar): Promise<void> {
  const found = await database.row<{ businessStart: Date; realStart: Date }>(origin);
  if (found) calendar.shift(found.businessStart.getTime() - found.realStart.getTime());
}
