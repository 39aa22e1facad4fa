import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { SubmissionKind, WorkItemStatus } from '#libs/implementation';
import type { AttentionKind } from './attention.kinds.js';
import { figuresOfPeers, lapsingAdjustments, lateAnswers, overdueItems, stalledItems } from './attention.sql.js';

/** Whose rows, and which part of them. */
export interface AttentionScope {
  everything: boolean;
  regions: readonly string[];
  departments: readonly string[];
  region?: string;
  department?: string;
}

export interface Slice {
  limit: number;
  /** The `place` of the last row of the former page. */
  after?: readonly string[];
}

/** A page of rows with how many there are in all. */
export interface Group<Row> {
  count: number;
  rows: (Row & { place: string[] })[];
}

export interface AttentionItem {
  workItemId: string;
  measure: number;
  region: string;
  department: string;
  status: WorkItemStatus;
  /** 'YYYY-MM-DD' */
  targetDate: string;
  changedAt: string;
}

export interface LateAnswer extends AttentionItem {
  what: 'decision' | 'opinion';
  submissionId: string;
  submissionKind: SubmissionKind;
  dueOn: string;
  since: string;
  /** Code of the department whose answer is late. */
  waitsFor: string;
}

export interface LapsingRow {
  code: string;
  regions: string[];
  measures: number[];
  waiting: number;
  resting: number;
  first: Pick<AttentionItem, 'workItemId' | 'measure' | 'region' | 'status'>[];
}

/** A figure of work items beside those of its peers. */
export interface PeerFigure {
  by: 'region' | 'task' | 'task-region';
  task: number | null;
  region: string | null;
  implemented: number;
  counted: number;
}

/** The rows that each kind of attention needs: one statement each. */
@Injectable()
export class AttentionQueries {
  constructor(private readonly database: Database) {}

  overdue(programme: string, scope: AttentionScope, slice: Slice, today: string): Promise<Group<AttentionItem>> {
    return this.group(overdueItems, programme, scope, slice, today);
  }

  stalled(programme: string, scope: AttentionScope, slice: Slice, before: Date): Promise<Group<AttentionItem>> {
    return this.group(stalledItems, programme, scope, slice, before);
  }

  waiting(programme: string, scope: AttentionScope, slice: Slice, today: string): Promise<Group<LateAnswer>> {
    return this.group(lateAnswers, programme, scope, slice, today);
  }

  lapsing(programme: string, scope: AttentionScope, slice: Slice, ending: object[]): Promise<Group<LapsingRow>> {
    return this.group(lapsingAdjustments, programme, scope, slice, JSON.stringify(ending));
  }

  async peers(programme: string, dimensions: PeerFigure['by'][]): Promise<PeerFigure[]> {
    return this.database.rows<PeerFigure>(figuresOfPeers, [programme, dimensions]);
  }

  private async group<Row>(
    sql: string,
    programme: string,
    { everything, regions, departments, region, department }: AttentionScope,
    { limit, after }: Slice,
    wanted: string | Date,
  ): Promise<Group<Row>> {
    const who = [everything, regions, departments, region ?? null, department ?? null];
    return (await this.database.row<Group<Row>>(sql, [programme, ...who, limit, after ?? null, wanted]))!;
  }
}

/** The kinds of value by which each kind's pages follow each other. */
export const cursorParts = {
  overdue: ['date', 'uuid'],
  stalled: ['timestamptz', 'uuid'],
  'behind-median': ['integer'],
  'adjustment-lapsing': ['code'],
  'waiting-too-long': ['date', 'uuid', 'code'],
} as const satisfies Record<AttentionKind, readonly string[]>;
