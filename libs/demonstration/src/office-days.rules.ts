import { publishedDays } from '#libs/platform';
import type { Chance } from './random.rules.js';

const dayMs = 24 * 60 * 60 * 1000;

/** The working days of a period in the Chinese calendar, numbered from 0, as 'YYYY-MM-DD'. */
export class OfficeDays {
  readonly dates: readonly string[];

  constructor(first: string, last: string) {
    const dates: string[] = [];
    for (let day = Date.parse(first); day <= Date.parse(last); day += dayMs) {
      const date = new Date(day).toISOString().slice(0, 10);
      if (publishedDays.kind(date) === 'working') dates.push(date);
    }
    this.dates = dates;
  }

  /** Number of the last working day. */
  get last(): number {
    return this.dates.length - 1;
  }

  date(day: number): string {
    const date = this.dates[day];
    if (date === undefined) throw new RangeError(`There is no working day ${day}`);
    return date;
  }

  /** Number of the first working day on or after a date; one more than the last when there is none. */
  from(date: string): number {
    const found = this.dates.findIndex((one) => one >= date);
    return found === -1 ? this.dates.length : found;
  }

  /** A moment in the office hours of Beijing; on the last day before ten o'clock, when the history ends. */
  moment(day: number, chance: Chance): Date {
    const minute = day === this.last ? chance.between(8 * 60 + 35, 9 * 60 + 50) : officeMinute(chance);
    const clock = [Math.floor(minute / 60), minute % 60, chance.between(0, 59)];
    return new Date(`${this.date(day)}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}+08:00`);
  }
}

function officeMinute(chance: Chance): number {
  return chance.happens(0.55) ? chance.between(8 * 60 + 40, 11 * 60 + 50) : chance.between(14 * 60, 17 * 60 + 25);
}

/** The date some calendar days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** The last day of the quarter in which a date lies. */
export function quarterEnd(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10);
}
