import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { Tally } from './counting.rules.js';

export const dimensions = ['programme', 'task', 'region', 'department', 'task-region'] as const;
export type Dimension = (typeof dimensions)[number];

export const levels = ['measure', 'work-item'] as const;
export type Level = (typeof levels)[number];

/** How far the counters have come. */
export interface CounterState {
  /** Grows with every change of the counters, a decimal number as text. */
  revision: string;
  /** Business time up to which everything is in the counters, unless nothing waits: then it is now. */
  appliedAt: Date;
  pending: boolean;
}

export interface CompletionRow extends Tally, Pick<CounterState, 'revision'> {
  key: string;
  task: number | null;
  region: string | null;
  department: string | null;
  underReview: number;
  overdue: number;
}

const state = `
  select revision, applied_at as "appliedAt",
    exists (select from outbox where job = 'recalculate' and dead_at is null) as pending
  from progress_state where programme = $1`;

const figures = `
  select c.key, c.task, c.region, c.department, c.open, c.proposed, c.approved, c.implemented, c.exempt,
    c.under_review as "underReview", c.overdue, s.revision
  from progress_state s
  join completion c on c.programme = s.programme and c.level = $2 and c.dimension = $3
  where s.programme = $1`;

const figuresOfPlaces = `
  select c.level, c.dimension as by, c.key, c.task, c.region, c.department, c.open, c.proposed, c.approved, c.implemented,
    c.exempt, c.under_review as "underReview", c.overdue
  from completion c
  where c.programme = $1 and c.dimension in ('programme', 'task', 'region', 'department')`;

/** A figure with what it counts and along what. */
export type PlacedFigure = Omit<CompletionRow, 'revision'> & { level: Level; by: Dimension };

@Injectable()
export class CompletionQueries {
  constructor(private readonly database: Database) {}

  /** Undefined until the counters are built. */
  async state(programme: string): Promise<CounterState | undefined> {
    return this.database.row<CounterState>(state, [programme]);
  }

  /** The figures of one level along one dimension: one indexed read, each row with the revision that it belongs to. */
  async figures(programme: string, level: Level, dimension: Dimension): Promise<CompletionRow[]> {
    return this.database.rows<CompletionRow>(figures, [programme, level, dimension]);
  }

  /** Every figure of the programme, its tasks, regions and departments at both levels, as an open transaction sees them. */
  async everyFigure(tx: Tx, programme: string): Promise<PlacedFigure[]> {
    return tx.rows<PlacedFigure>(figuresOfPlaces, [programme]);
  }
}
