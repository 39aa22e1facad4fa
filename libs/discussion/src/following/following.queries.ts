import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { type Cursor, encodeCursor, type WorkItemStatus } from '#libs/implementation';

/** A work item as the list of what somebody follows shows it. */
export interface FollowedRow {
  since: Date;
  item: {
    id: string;
    programme: string;
    measure: number;
    task: number;
    region: string;
    leadDepartment: string;
    status: WorkItemStatus;
    changedAt: string;
  };
}

export interface FollowedFilter {
  personId: string;
  /** Regions that the person works for; undefined for the ministry's people, who see all. */
  regions?: readonly string[];
  limit: number;
  after?: Cursor;
}

/** Whoever has lost the region sees its items no more, though still a follower. */
const page = `
  select f.since, jsonb_build_object('id', w.id, 'programme', w.programme, 'measure', w.measure, 'task', w.task,
      'region', w.region, 'leadDepartment', w.lead_department, 'status', w.status, 'changedAt', w.changed_at) as item,
    array[f.since::text, w.id::text] as key
  from work_item_follower f join work_item w on w.id = f.work_item_id
  where f.person_id = $1 and ($2::text[] is null or w.region = any($2::text[]))
    and ($3::text is null or (f.since, f.work_item_id) < ($3::text::timestamptz, $4::text::uuid))
  order by f.since desc, f.work_item_id desc limit $5`;

const one = 'select from work_item_follower where work_item_id = $1 and person_id = $2';

@Injectable()
export class FollowingQueries {
  constructor(private readonly database: Database) {}

  /** What a person follows, the latest first. */
  async page({ personId, regions, limit, after }: FollowedFilter) {
    const [since = null, id = null] = after?.values ?? [];
    const parameters = [personId, regions ?? null, since, id, limit + 1];
    const rows = await this.database.rows<FollowedRow & { key: string[] }>(page, parameters);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit) as FollowedRow[],
      nextCursor: last ? encodeCursor({ sort: 'following', values: last.key }) : null,
    };
  }

  async follows(personId: string, workItemId: string): Promise<boolean> {
    return (await this.database.row(one, [workItemId, personId])) !== undefined;
  }
}
