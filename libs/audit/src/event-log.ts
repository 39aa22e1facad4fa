import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import type { LoggedEvent, NewEvent } from './event.js';

const columns = `seq, kind, programme, region, department, work_item_id as "workItemId", item_version as "itemVersion",
  from_status as "fromStatus", to_status as "toStatus", submission_id as "submissionId",
  actor_person_id as "actorPersonId", actor_role as "actorRole", on_behalf_of as "onBehalfOf", reason, data,
  effective_on as "effectiveOn", recorded_at as "recordedAt"`;

const bySeq = `select ${columns} from event where seq = any($1::bigint[]) order by seq`;
const ofWorkItem = `select ${columns} from event where work_item_id = $1 order by item_version`;

const latestOfItems = `
  select ${columns} from (
    select distinct on (work_item_id) * from event where work_item_id = any($1::uuid[])
    order by work_item_id, item_version desc
  ) as latest order by seq`;

/** The append-only log of every change. */
@Injectable()
export class EventLog {
  constructor(private readonly database: Database) {}

  /** Writes events and what their subscribers have to handle, in the act's transaction. */
  async append(tx: Tx, events: NewEvent[]): Promise<void> {
    await tx.rows('select append_events($1::jsonb)', [JSON.stringify(events)]);
  }

  /** The events with these positions, in order, as a handler's transaction sees them. */
  async withSeqs(tx: Tx, seqs: string[]): Promise<LoggedEvent[]> {
    return tx.rows<LoggedEvent>(bySeq, [seqs]);
  }

  /** The latest event of each of these work items, as a transaction sees them. */
  async latestOf(tx: Tx, workItemIds: string[]): Promise<LoggedEvent[]> {
    return tx.rows<LoggedEvent>(latestOfItems, [workItemIds]);
  }

  /** The whole history of a work item, oldest first. */
  async ofWorkItem(workItemId: string): Promise<LoggedEvent[]> {
    return this.database.rows<LoggedEvent>(ofWorkItem, [workItemId]);
  }
}
