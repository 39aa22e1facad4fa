import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { type CountingRule, measureRuleAt, type ProgrammeReference } from '#libs/programme';
import { measureStatus, type Tally } from '../counting.rules.js';
import type { CompletionRow, Dimension, Level } from '../completion.queries.js';
import { figuresAt } from './figures-at.sql.js';
import type { Standpoint } from './standpoint.js';

export type FigureRow = Omit<CompletionRow, 'revision'>;

/** What is supposed instead of what is; nothing of it is stored. */
export interface Supposed {
  /** Counts under this rule, also where a measure has one of its own. */
  rule?: CountingRule;
  /** Work items taken as standing in another status. */
  items?: readonly { id: string; status: string }[];
}

type TallyRow = FigureRow & { dimension: string; measure: number | null };

/** Figures as of any day, as known at any moment, counted from the event log. */
@Injectable()
export class HistoricFigures {
  constructor(private readonly database: Database) {}

  async read(
    reference: ProgrammeReference,
    { asOf, knownAt }: Standpoint,
    { by, level }: { by: Dimension; level: Level },
    supposed: Supposed = {},
  ): Promise<FigureRow[]> {
    const rows = await this.database.rows<TallyRow>(figuresAt, [
      reference.code,
      asOf,
      knownAt,
      by,
      JSON.stringify(supposed.items ?? []),
    ]);
    if (level === 'work-item') return rows.filter(({ dimension }) => dimension === by);
    return countMeasures(reference, by, statusesOf(reference, rows, knownAt, supposed.rule));
  }
}

/** The status of each measure from the tally of its items, under the rules of the moment. */
function statusesOf(
  { measures, countingRules }: ProgrammeReference,
  rows: readonly TallyRow[],
  knownAt: Date,
  supposed: CountingRule | undefined,
): Map<number, keyof Tally> {
  const statuses = new Map<number, keyof Tally>();
  for (const row of rows) {
    if (row.dimension !== 'measure' || row.measure === null) continue;
    const measure = measures.get(row.measure);
    const rule = supposed ?? (measure && measureRuleAt(measure, countingRules, knownAt));
    if (rule) statuses.set(row.measure, measureStatus(rule, row));
  }
  return statuses;
}

/** Adds up measures along a dimension that measures have. */
function countMeasures(
  { code, measures }: ProgrammeReference,
  by: Dimension,
  statuses: ReadonlyMap<number, keyof Tally>,
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
