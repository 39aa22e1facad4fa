import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Text } from '#libs/platform';
import type { RecordedMove, WorkItemStatus } from './work-item.lifecycle.js';

/** One act in the life of a work item. */
export interface HistoryRow {
  seq: string;
  version: number;
  move: RecordedMove;
  from: WorkItemStatus | null;
  to: WorkItemStatus;
  /** 'YYYY-MM-DD' */
  effectiveOn: string;
  recordedAt: Date;
  actor: { id: string; name: Text } | null;
  /** The absent person for whom the actor acted. */
  onBehalfOf: { id: string; name: Text } | null;
  role: string | null;
  reason: string | null;
  submissionId: string | null;
  data: Record<string, unknown>;
}

const ofItem = `
  select e.seq, e.item_version as version, e.move, e.from_status as "from", e.to_status as "to",
    e.effective_on as "effectiveOn", e.recorded_at as "recordedAt", e.actor_role as role, e.reason,
    e.submission_id as "submissionId", e.data,
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', jsonb_build_object('zh', p.name_zh, 'en', p.name_en)) end as actor,
    case when o.id is not null then jsonb_build_object('id', o.id, 'name', jsonb_build_object('zh', o.name_zh, 'en', o.name_en)) end as "onBehalfOf"
  from event e left join person p on p.id = e.actor_person_id left join person o on o.id = e.on_behalf_of
  where e.work_item_id = $1
  order by e.item_version`;

@Injectable()
export class HistoryQueries {
  constructor(private readonly database: Database) {}

  /** Every act on a work item, oldest first. */
  async of(workItemId: string): Promise<HistoryRow[]> {
    return this.database.rows<HistoryRow>(ofItem, [workItemId]);
  }
}
