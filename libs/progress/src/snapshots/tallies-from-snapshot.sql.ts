import { itemsAt } from '../history/items-at.sql.js';
import { dimensionAndKey, itemSets, sums } from '../tally.sql.js';
import { lateArrival } from './late-arrival.sql.js';

const places = 'task, region, department, measure';
const counts = ['open', 'proposed', 'approved', 'implemented', 'exempt', 'under_review', 'overdue'];

/** Arrays and neither joins nor ranges: however few they are, the planner reads items and events by their keys. */
const late = 'e.work_item_id = any(array(select id from late))';
const inSnapshot = 'e.recorded_at < $6::timestamptz and e.seq <= $5::bigint';

/**
 * The same as `figuresAt`, from the snapshot of the day and the work items of which it does not know everything: what
 * was recorded after the day and took effect by then, and what was written after the snapshots were taken. These items
 * are taken out as the snapshot has them and put in as they stand. Empty when the snapshots have been taken anew since.
 * Parameters: programme, day, moment, dimension, the snapshots' last event, the first moment after the day.
 */
export const talliesFromSnapshot = `
  with late as materialized (
    select e.work_item_id as id from event e
    where e.programme = $1 and e.work_item_id is not null and ${lateArrival}
      and e.effective_on <= $2::date and e.recorded_at >= $6::timestamptz and e.recorded_at <= $3::timestamptz
    union
    select e.work_item_id from event e
    where e.seq = any(array(select generate_series($5::bigint + 1, max(seq)) from event)) and e.programme = $1 and e.work_item_id is not null
      and e.effective_on <= $2::date and e.recorded_at < $6::timestamptz
  ), ${itemsAt('present', '$2', '$3', late)}, ${itemsAt('former', '$2', '$3', `${late} and ${inSnapshot}`)}, correction as (
    select ${dimensionAndKey},
      ${places}, ${sums}, sum(reviewed) as under_review, sum(late) as overdue
    from (
      select $1::text as programme, ${places}, status, 1 as n, under_review::integer as reviewed, overdue::integer as late
      from present
      union all
      select $1, ${places}, status, -1, -under_review::integer, -overdue::integer from former
    ) corrected
    group by ${itemSets}
  ), snapshot as (
    select c.* from completion_snapshot k
    cross join lateral (
      select dimension, key, ${places}, ${counts.join(', ')} from completion_snapshot c
      where c.programme = $1 and c.dimension = k.dimension and c.key = k.key and c.day <= $2::date
      order by c.day desc limit 1
    ) c
    where k.programme = $1 and k.dimension in ($4, 'measure') and k.first
  )
  select dimension, key, ${places}, sum(open)::integer as open, sum(proposed)::integer as proposed,
    sum(approved)::integer as approved, sum(implemented)::integer as implemented, sum(exempt)::integer as exempt,
    sum(under_review)::integer as "underReview", sum(overdue)::integer as overdue
  from (
    select * from snapshot
    union all
    select dimension, key, ${places}, ${counts.join(', ')} from correction where dimension in ($4, 'measure')
  ) both_parts
  where exists (select from completion_snapshot_state s where s.programme = $1 and s.event_seq = $5::bigint)
  group by dimension, key, ${places}`;

/**
 * What the snapshots hold for a day, when it can be used for what was known at a moment: nothing is recorded to parts of
 * a millisecond. Parameters: programme, day, moment.
 */
export const snapshotOfDay = `
  select s.event_seq as seq, d.ends from completion_snapshot_state s join programme p on p.code = s.programme
  cross join lateral (select ($2::date + 1)::timestamp at time zone p.time_zone as ends) d
  where s.programme = $1 and s.through >= $2::date and $3::timestamptz >= d.ends - interval '1 millisecond'`;
