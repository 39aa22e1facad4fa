import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, dateIn, invalid, type YearArrangement } from '#libs/platform';
import { arrangementFaults } from './calendar-year.rules.js';
import { type CalendarYear, readCalendarYear } from './calendar.store.js';

const set = `
  insert into calendar_year as c (year, holidays, workdays, source, entered_by, entered_at)
  values ($1, $2::date[], $3::date[], 'entered', $4, $5)
  on conflict (year) do update set holidays = excluded.holidays, workdays = excluded.workdays, source = excluded.source,
    entered_by = excluded.entered_by, entered_at = excluded.entered_at, version = c.version + 1`;

/** Acts on one year come one after the other, also on a year that has no row yet. */
const waitForYear = `select pg_advisory_xact_lock(hashtextextended('calendar_year', $1))`;

/** The zone of the calendar, which is that of the whole country. */
const timeZone = 'Asia/Shanghai';

/** A coordinator enters the arrangement of a year. Terms that waited for it are filled by a job that hears the event. */
@Injectable()
export class SetCalendarYear {
  constructor(
    private readonly events: EventLog,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, actor: Actor, year: number, arrangement: YearArrangement): Promise<CalendarYear> {
    const faults = arrangementFaults(year, arrangement);
    if (faults.length > 0) throw invalid(faults);
    const holidays = arrangement.holidays.toSorted();
    const workdays = arrangement.workdays.toSorted();
    await tx.rows(waitForYear, [year]);
    const before = await readCalendarYear(tx, year);
    if (before?.source === 'entered' && sameDays(before, { holidays, workdays })) return before;
    const now = this.calendar.now();
    await tx.change(set, [year, holidays, workdays, actor.personId, now]);
    await this.events.append(tx, [
      {
        kind: 'set-calendar',
        actorPersonId: actor.personId,
        actorRole: 'coordinator',
        data: { year, before: before ? daysOf(before) : null, after: { holidays, workdays } },
        effectiveOn: dateIn(timeZone, now),
        recordedAt: now,
      },
    ]);
    return (await readCalendarYear(tx, year))!;
  }
}

function daysOf({ holidays, workdays }: YearArrangement): YearArrangement {
  return { holidays, workdays };
}

function sameDays(one: YearArrangement, other: YearArrangement): boolean {
  return JSON.stringify(daysOf(one)) === JSON.stringify(daysOf(other));
}
