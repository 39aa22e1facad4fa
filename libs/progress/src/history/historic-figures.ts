import { Injectable } from '@nestjs/common';
import { type CountingRule, measureRuleAt, type ProgrammeReference, ruleAt } from '#libs/programme';
import { type CountedStatus, measureStatus } from '../counting.rules.js';
import type { CompletionRow, Dimension, Level } from '../completion.queries.js';
import { Tallies, type TallyRow } from '../snapshots/tallies.js';
import type { Standpoint } from './standpoint.js';

export type FigureRow = Omit<CompletionRow, 'revision'>;

/** What is supposed instead of what is; nothing of it is stored. */
export interface Supposed {
  /** Counts under this rule, also where a measure has one of its own. */
  rule?: CountingRule;
  /** Rules of single measures, by number; null puts one under the programme's, supposed or not. */
  measureRules?: ReadonlyMap<number, CountingRule | null>;
  /** Work items taken as standing in another status. */
  items?: readonly { id: string; status: string }[];
}

/** Figures as of any day, as known at any moment. */
@Injectable()
export class HistoricFigures {
  constructor(private readonly tallies: Tallies) {}

  async read(
    reference: ProgrammeReference,
    standpoint: Standpoint,
    wanted: { by: Dimension; level: Level },
    supposed: Supposed = {},
  ): Promise<FigureRow[]> {
    return (await this.count(reference, standpoint, wanted, supposed)).figures;
  }

  /** The figures with the status of each measure that they rest on. */
  async count(
    reference: ProgrammeReference,
    standpoint: Standpoint,
    { by, level }: { by: Dimension; level: Level },
    supposed: Supposed = {},
  ): Promise<{ figures: FigureRow[]; measures: ReadonlyMap<number, CountedStatus> }> {
    const rows = await this.tallies.read(reference.code, standpoint, by, supposed.items);
    const measures = statusesOf(reference, rows, standpoint.knownAt, supposed);
    const ofItems = () => rows.filter(({ dimension }) => dimension === by);
    return { figures: level === 'work-item' ? ofItems() : countMeasures(reference, by, measures), measures };
  }
}

/** The status of each measure from the tally of its items, under the rules of the moment. */
function statusesOf(
  { measures, countingRules }: ProgrammeReference,
  rows: readonly TallyRow[],
  knownAt: Date,
  supposed: Supposed,
): Map<number, CountedStatus> {
  const statuses = new Map<number, CountedStatus>();
  for (const row of rows) {
    if (row.dimension !== 'measure' || row.measure === null) continue;
    const measure = measures.get(row.measure);
    const ofProgramme = supposed.rule ?? ruleAt(countingRules, knownAt);
    const own = supposed.measureRules?.get(row.measure);
    const present = supposed.rule ?? (measure && measureRuleAt(measure, countingRules, knownAt));
    const rule = own === undefined ? present : (own ?? ofProgramme);
    if (rule) statuses.set(row.measure, measureStatus(rule, row));
  }
  return statuses;
}

/** Adds up measures along a dimension that measures have. */
function countMeasures(
  { code, measures }: ProgrammeReference,
  by: Dimension,
  statuses: ReadonlyMap<number, CountedStatus>,
): FigureRow[] {
  const rows = new Map<string, FigureRow>();
  for (const [no, status] of statuses) {
    const measure = measures.get(no);
    if (!measure) continue;
    const task = by === 'task' ? measure.task : null;
    const department = by === 'department' ? measure.leadDepartment : null;
    const key = department ?? task?.toString() ?? code;
    const row = rows.get(key) ?? { key, task, department, region: null, ...nothing };
    rows.set(key, { ...row, [status]: row[status] + 1 });
  }
  return [...rows.values()];
}

const nothing = { open: 0, proposed: 0, approved: 0, implemented: 0, exempt: 0, underReview: 0, overdue: 0 };
