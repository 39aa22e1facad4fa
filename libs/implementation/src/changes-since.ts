import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import type { Text } from '#libs/platform';
import { type RecordedMove, textOfMove } from './work-item.lifecycle.js';
import { maySeeActor, maySeeMove } from './work-item.policy.js';

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

const missedOfMany = `
  select seen.place::integer, missed.*
  from unnest($1::uuid[], $2::integer[]) with ordinality as seen (id, version, place)
  cross join lateral (
    select e.item_version as version, e.move, e.recorded_at as at,
      case when p.id is not null then jsonb_build_object('zh', p.name_zh, 'en', p.name_en) end as by
    from event e left join person p on p.id = e.actor_person_id
    where e.work_item_id = seen.id and e.item_version > seen.version
    order by e.item_version limit 20
  ) as missed
  order by missed.version`;

/** A missed act before it is asked who may know of it. */
export type MissedRow = Omit<MissedChange, 'text'> & { move: RecordedMove };

/** A thing that may have been seen in an older version, with room for what was missed. */
interface Versioned {
  /** Id of the work item. */
  id: string;
  version: number;
  missed?: MissedRow[];
}

/** Notes on each thing what has happened to its work item since the version that was seen; one read for all. */
export async function readMissed(tx: Tx, sights: readonly { seen?: number; of?: Versioned }[]): Promise<void> {
  const stale = sights.flatMap(({ seen, of }) =>
    of && seen !== undefined && seen !== of.version ? [{ seen, of }] : [],
  );
  if (stale.length === 0) return;
  for (const { of } of stale) of.missed = [];
  const rows = await tx.rows<MissedRow & { place: number }>(missedOfMany, [
    stale.map(({ of }) => of.id),
    stale.map(({ seen }) => seen),
  ]);
  for (const { place, ...row } of rows) stale[place - 1]?.of.missed?.push(row);
}

/** What has happened to a work item since the version that somebody saw, as far as that person may know. */
export async function changesSince(
  tx: Tx,
  item: { id: string; region: string; missed?: MissedRow[] },
  version: number,
  actor: Actor,
): Promise<MissedChange[]> {
  const rows = item.missed ?? (await tx.rows<MissedRow>(missed, [item.id, version]));
  return rows
    .filter((row) => maySeeMove(actor, item, row.move))
    .map((row) => ({ ...row, by: maySeeActor(actor, row.move) ? row.by : null, text: textOfMove(row.move) }));
}
