import { Injectable } from '@nestjs/common';
import { Calendar, dateIn } from '#libs/platform';
import { Reference } from '#libs/programme';
import { inWords } from '../completion.presenter.js';
import type { Level } from '../completion.queries.js';
import { rate } from '../counting.rules.js';
import type { Selection } from '../history/history.queries.js';
import { monthEnds, type Point, pointsAt, Series } from '../history/series.js';
import { backTest, forecast, leastMonths, method } from './forecast.rules.js';

const horizons = [1, 3, 6, 12];

/** Where figures come from and where they may go. */
@Injectable()
export class Outlook {
  constructor(
    private readonly series: Series,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The fraction at the end of each month (or each day on which it changed), as it was known then. */
  async trend(programme: string, level: Level, selection: Selection, step: 'day' | 'month') {
    const reference = await this.reference.programme(programme);
    const points = await this.series.of(reference, level, selection);
    const today = dateIn(reference.timeZone, this.calendar.now());
    const shown = step === 'day' ? points : pointsAt(points, monthEnds(reference.startsOn, today));
    return { programme, level, selection, step, items: shown.map(presentPoint) };
  }

  /** Where the rate may stand on the programme's last day, with the method and how well it did in the past. */
  async forecast(programme: string, level: Level, selection: Selection) {
    const reference = await this.reference.programme(programme);
    const now = this.calendar.now();
    const today = dateIn(reference.timeZone, now);
    const { endsOn } = reference;
    // Judged by one rule all along: what another rule once made of the figure says nothing of what is to come.
    const all = await this.series.of(reference, level, selection, now);
    const full = pointsAt(all, monthEnds(reference.startsOn, today).slice(0, -1));
    const present = pointsAt(all, [today]).at(0);
    const monthsAhead = monthsBetween(full.at(-1)?.day ?? today, endsOn);
    const made = forecast(full, monthsAhead);
    const tests = horizons.flatMap((horizon) => backTest(full, horizon) ?? []);
    return {
      programme,
      level,
      selection,
      endsOn,
      asOf: today,
      knownAt: now,
      monthsAhead,
      present: present ? presentPoint(present) : null,
      forecast: made && today <= endsOn ? presentForecast(made, present) : null,
      why: made ? (today <= endsOn ? null : ended) : tooLittle,
      method,
      backTest: tests,
    };
  }
}

function presentPoint({ day, implemented, counted }: Point) {
  const percent = rate(implemented, counted);
  return { day, implemented, counted, rate: percent, text: inWords(implemented, counted, percent) };
}

/** What has been reached since the last month's end is no longer open. */
function presentForecast(
  { low, median, high, counted }: { low: number; median: number; high: number; counted: number },
  present: Point | undefined,
) {
  const least = present?.implemented ?? 0;
  const of = (implemented: number) => {
    const reached = Math.max(least, implemented);
    return { implemented: reached, counted, rate: rate(reached, counted) };
  };
  return { low: of(low), median: of(median), high: of(high) };
}

function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth);
}

const tooLittle = {
  code: 'too-little-history',
  message: { zh: `历史不足 ${leastMonths} 个月。`, en: `There are fewer than ${leastMonths} months of history.` },
};
const ended = { code: 'programme-ended', message: { zh: '试点已结束。', en: 'The programme has ended.' } };
