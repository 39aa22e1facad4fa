import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { WorkItemStatus } from '../work-item.lifecycle.js';

/** Work items of one region that rest on an adjustment, by status; statuses without any are left out. */
export type StatusCounts = Partial<Record<WorkItemStatus, number>>;

/** An item that was implemented on the strength of an adjustment. */
export interface RestingItem {
  id: string;
  measure: number;
  region: string;
  /** 'YYYY-MM-DD' */
  implementedOn: string;
}

const counts = `
  select w.region, w.status, count(*)::integer as count
  from work_item w where w.programme = $1 and w.measure = any($2::integer[]) and ($3::text[] is null or w.region = any($3::text[]))
  group by w.region, w.status`;

const implemented = `
  select w.id, w.measure, w.region, w.implemented_on as "implementedOn"
  from work_item w
  where w.programme = $1 and w.measure = any($2::integer[]) and ($3::text[] is null or w.region = any($3::text[]))
    and w.status = 'implemented'
  order by w.region, w.measure`;

interface CountRow {
  region: string;
  status: WorkItemStatus;
  count: number;
}

/** What rests on legal adjustments. */
@Injectable()
export class RestingItemQueries {
  constructor(private readonly database: Database) {}

  /** By region, as a transaction sees them. */
  async countsIn(tx: Tx, programme: string, measures: readonly number[]): Promise<Map<string, StatusCounts>> {
    return byRegion(await tx.rows<CountRow>(counts, [programme, measures, null]));
  }

  /** By region; `regions` narrows to these, undefined takes all. */
  async counts(
    programme: string,
    measures: readonly number[],
    regions: readonly string[] | undefined,
  ): Promise<Map<string, StatusCounts>> {
    return byRegion(await this.database.rows<CountRow>(counts, [programme, measures, regions ?? null]));
  }

  /** Those that are implemented, by region and measure. */
  async implemented(
    programme: string,
    measures: readonly number[],
    regions: readonly string[] | undefined,
  ): Promise<RestingItem[]> {
    return this.database.rows<RestingItem>(implemented, [programme, measures, regions ?? null]);
  }
}

function byRegion(rows: CountRow[]): Map<string, StatusCounts> {
  const regions = new Map<string, StatusCounts>();
  for (const { region, status, count } of rows) regions.set(region, { ...regions.get(region), [status]: count });
  return regions;
}
