import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { dateIn } from '#libs/platform';
import { measureRuleAt, type ProgrammeReference } from '#libs/programme';
import { type CountedStatus, countedOf, isImplemented, type Tally } from '../counting.rules.js';
import type { Level } from '../completion.queries.js';
import type { Selection } from './history.queries.js';
import { lastMomentOf } from './standpoint.js';

/** A fraction as it was known at the end of a day. */
export interface Point {
  /** 'YYYY-MM-DD' */
  day: string;
  implemented: number;
  counted: number;
}

interface Delta {
  day: string;
  measure: number;
  status: CountedStatus;
  change: number;
}

/**
 * What each day added to each measure's tally: an item leaves one status and enters another. Nothing is recorded
 * before it takes effect, so by the end of a day everything recorded counts.
 * Parameters: programme, time zone, task, region, department, measure; the last four or null.
 */
const deltas = `
  with moved as (
    select (e.recorded_at at time zone $2)::date as day, w.measure, e.from_status, e.to_status
    from event e join work_item w on w.id = e.work_item_id
    where e.programme = $1 and e.work_item_id is not null and e.from_status is distinct from e.to_status
      and ($3::integer is null or w.task = $3) and ($4::text is null or w.region = $4)
      and ($5::text is null or w.lead_department = $5)
      and ($6::integer is null or w.measure = $6)
  ), both_sides as (
    select day, measure, to_status as status, 1 as n from moved
    union all
    select day, measure, from_status, -1 from moved where from_status is not null
  )
  select day, measure, status, sum(n)::integer as change from both_sides
  group by day, measure, status having sum(n) <> 0 order by day`;

/** How figures came about, day by day, each as it was known then. */
@Injectable()
export class Series {
  constructor(private readonly database: Database) {}

  /**
   * One point for each day on which something changed, the earliest first. Measures count by the rule of each day, or
   * all along by the rule of the moment `ruleOf`.
   */
  async of(reference: ProgrammeReference, level: Level, selection: Selection, ruleOf?: Date): Promise<Point[]> {
    const { task = null, region = null, department = null, measure = null } = selection;
    const rows = await this.database.rows<Delta>(deltas, [
      reference.code,
      reference.timeZone,
      task,
      region,
      department,
      measure,
    ]);
    return level === 'measure' && region === null ? measurePoints(reference, rows, ruleOf) : itemPoints(rows);
  }
}

function itemPoints(rows: readonly Delta[]): Point[] {
  const tally: Tally = { open: 0, proposed: 0, approved: 0, implemented: 0, exempt: 0 };
  return days(rows, (own) => {
    for (const { status, change } of own) tally[status] += change;
    return { implemented: tally.implemented, counted: countedOf(tally) };
  });
}

function measurePoints(reference: ProgrammeReference, rows: readonly Delta[], ruleOf: Date | undefined): Point[] {
  const tallies = new Map<number, Tally>();
  const done = new Set<number>();
  const counting = new Set<number>();
  const put = (set: Set<number>, no: number, holds: boolean) => void (holds ? set.add(no) : set.delete(no));
  const adopted = ruleOf ? new Set<string>() : adoptionDays(reference, rows);
  return days(
    rows,
    (own, day) => {
      for (const { measure, status, change } of own) {
        const tally = tallies.get(measure) ?? { open: 0, proposed: 0, approved: 0, implemented: 0, exempt: 0 };
        tally[status] += change;
        tallies.set(measure, tally);
      }
      const known = ruleOf ?? lastMomentOf(reference.timeZone, day);
      const touched = adopted.has(day) ? tallies.keys() : new Set(own.map(({ measure }) => measure));
      for (const no of touched) {
        const tally = tallies.get(no)!;
        const measure = reference.measures.get(no);
        const rule = measure && measureRuleAt(measure, reference.countingRules, known);
        put(counting, no, countedOf(tally) > 0);
        put(done, no, rule !== undefined && countedOf(tally) > 0 && isImplemented(rule, tally));
      }
      return { implemented: done.size, counted: counting.size };
    },
    adopted,
  );
}

/** The days, once there is something to count, on which another rule came to hold for some measure. */
function adoptionDays(reference: ProgrammeReference, [first]: readonly Delta[]): Set<string> {
  const { countingRules, measures, timeZone } = reference;
  const versions = [...countingRules, ...[...measures.values()].flatMap(({ ruleVersions }) => ruleVersions)];
  const adopted = versions.map(({ adoptedAt }) => dateIn(timeZone, adoptedAt));
  return new Set(adopted.filter((day) => first !== undefined && day >= first.day));
}

function days(
  rows: readonly Delta[],
  count: (rows: readonly Delta[], day: string) => { implemented: number; counted: number },
  others: Iterable<string> = [],
): Point[] {
  const byDay = new Map<string, Delta[]>([...others].map((day) => [day, []]));
  for (const row of rows) {
    const own = byDay.get(row.day);
    if (own) own.push(row);
    else byDay.set(row.day, [row]);
  }
  const inOrder = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([day, own]) => ({ day, ...count(own, day) }));
}

/** The points at the end of each of these days; before the first change there is none. */
export function pointsAt(points: readonly Point[], wanted: readonly string[]): Point[] {
  let index = -1;
  return wanted.flatMap((day) => {
    while (index + 1 < points.length && points[index + 1]!.day <= day) index += 1;
    return index < 0 ? [] : [{ ...points[index]!, day }];
  });
}

/** The last days of the months from one day to another, and that other day itself. */
export function monthEnds(from: string, to: string): string[] {
  const ends: string[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (;;) {
    const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    if (end >= to) return [...ends, to];
    ends.push(end);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
