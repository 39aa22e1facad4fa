import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Text } from '#libs/platform';
import { type RecordedMove, textOfMove } from './work-item.lifecycle.js';
import { maySeeMove } from './work-item.policy.js';

/** One act that somebody with a stale version has missed. */
export interface MissedChange {
  version: number;
  move: string;
  text: Text;
  by: Text | null;
  at: Date;
}

const missed = `
  select e.item_version as version, e.move, e.recorded_at as at,
    case when p.id is not null then jsonb_build_object('zh', p.name_zh, 'en', p.name_en) end as by
  from event e left join person p on p.id = e.actor_person_id
  where e.work_item_id = $1 and e.item_version > $2
  order by e.item_version limit 20`;

/** What has happened to a work item since the version that somebody saw, as far as that person may know. */
export async function changesSince(
  tx: Tx,
  item: { id: string; region: string },
  version: number,
  actor: Actor,
): Promise<MissedChange[]> {
  const rows = await tx.rows<Omit<MissedChange, 'text'> & { move: RecordedMove }>(missed, [item.id, version]);
  return rows.filter((row) => maySeeMove(actor, item, row.move)).map((row) => ({ ...row, text: textOfMove(row.move) }));
}
