import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { WorkItemStatus } from '#libs/implementation';
import type { Text } from '#libs/platform';
import { itemsBehind, itemsBetween } from './items-behind.sql.js';
import type { Standpoint } from './standpoint.js';

/** The part of a programme that a figure is about; everything when nothing is set. */
export interface Selection {
  task?: number;
  region?: string;
  department?: string;
  measure?: number;
}

interface Place {
  id: string;
  measure: number;
  task: number;
  region: string;
  department: string;
}

interface Decider {
  id: string;
  name: Text;
}

/** A work item behind a figure, with the event that its status stands on. */
export interface ItemBehind extends Place {
  status: WorkItemStatus;
  overdue: boolean;
  underReview: boolean;
  move: string;
  effectiveOn: string;
  recordedAt: Date;
  decidedBy: Decider | null;
}

/** A change of status that counts from one standpoint and not from the other. */
export interface Cause {
  seq: string;
  move: string;
  from: WorkItemStatus | null;
  to: WorkItemStatus;
  effectiveOn: string;
  recordedAt: string;
  reason: string | null;
  decidedBy: Decider | null;
  /** True when it counted before and no longer does. */
  gone: boolean;
}

/** A work item that stands differently; a status is null where the item did not exist. */
export interface ItemBetween extends Place {
  from: WorkItemStatus | null;
  to: WorkItemStatus | null;
  causes: Cause[];
}

/** What lies behind figures, and between two of them. */
@Injectable()
export class HistoryQueries {
  constructor(private readonly database: Database) {}

  async behind(programme: string, { asOf, knownAt }: Standpoint, selection: Selection): Promise<ItemBehind[]> {
    return this.database.rows<ItemBehind>(itemsBehind, [programme, asOf, knownAt, ...placesOf(selection)]);
  }

  async between(programme: string, a: Standpoint, b: Standpoint, selection: Selection): Promise<ItemBetween[]> {
    const places = placesOf(selection);
    return this.database.rows<ItemBetween>(itemsBetween, [programme, a.asOf, a.knownAt, b.asOf, b.knownAt, ...places]);
  }
}

function placesOf({ task, region, department, measure }: Selection): unknown[] {
  return [task ?? null, region ?? null, department ?? null, measure ?? null];
}
